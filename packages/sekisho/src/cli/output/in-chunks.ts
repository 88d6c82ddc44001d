/** Units that are written at once: few system calls, and little memory however long a report is. */
const chunkUnits = 65_536;

/** Gathers the pieces of a text to chunks that are worth a write of their own. Nothing is held back at the end. */
export function* inChunks(pieces: Iterable<string>): Generator<string> {
  let gathered: string[] = [];
  let units = 0;
  for (const piece of pieces) {
    gathered.push(piece);
    units += piece.length;
    if (units < chunkUnits) continue;
    yield gathered.join("");
    gathered = [];
    units = 0;
  }
  if (units > 0) yield gathered.join("");
}
