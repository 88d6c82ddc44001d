/** Bytes of a database are not what was written: cut off, altered, or made by another program. */
export class DamagedDataError extends Error {
  override readonly name = "DamagedDataError";
}
