/**
 * A directed graph of whole numbers, its edges side by side in one list.
 *
 * Thousands of small lists would cost the garbage collector more than the search does.
 */
export class Graph {
  /** Where the edges of each vertex begin, and where the last end. */
  readonly starts: Int32Array;
  readonly edges: number[] = [];
  private closed = 0;

  constructor(readonly size: number) {
    this.starts = new Int32Array(size + 1);
  }

  /** Adds an edge to the vertex that is open. */
  add(to: number): void {
    this.edges.push(to);
  }

  /** Closes the open vertex and opens the next. */
  close(): void {
    this.starts[++this.closed] = this.edges.length;
  }

  /** Where the edges of `vertex` lead. */
  next(vertex: number): readonly number[] {
    return this.edges.slice(this.starts[vertex], this.starts[vertex + 1]);
  }
}
