/** Whether `value` was encrypted by sops. */
export function isEncrypted(value: string): boolean {
  return value.startsWith('ENC[');
}
