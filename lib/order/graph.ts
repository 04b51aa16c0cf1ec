/**
 * A directed graph of integers, with all edges in one list.
 *
 * Thousands of small lists would cost the garbage collector more than the search takes.
 */
export class Graph {
  /** Where the edges of each vertex begin, and where the last ones end. */
  readonly starts: Int32Array;
  readonly edges: number[] = [];
  private closed = 0;

  constructor(readonly size: number) {
    this.starts = new Int32Array(size + 1);
  }

  /** Adds an edge to the current vertex. */
  add(to: number): void {
    this.edges.push(to);
  }

  /** Ends the current vertex and begins the next. */
  close(): void {
    this.starts[++this.closed] = this.edges.length;
  }

  /** The vertices that `vertex` has edges to. */
  next(vertex: number): readonly number[] {
    return this.edges.slice(this.starts[vertex], this.starts[vertex + 1]);
  }
}
