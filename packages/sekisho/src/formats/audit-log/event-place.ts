/** Where an event stands in a log. */
export interface EventPlace {
  /** As reports name the file. */
  readonly path: string;
  /** From 1; 0 where it is a part of a document. */
  readonly line: number;
  /** JSON pointer in the document or in the line; empty where the line is the event. */
  readonly pointer: string;
}
