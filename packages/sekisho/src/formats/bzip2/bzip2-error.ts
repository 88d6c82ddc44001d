/** Bytes are no bzip2 stream, or a damaged one: says at which bit, what was expected and what was got. */
export class Bzip2Error extends Error {
  override readonly name = "Bzip2Error";
}
