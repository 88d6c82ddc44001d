import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";

/** Files of a database that are open for reading. */
export interface PartFiles {
  /** Gives how many bytes a file has; `undefined` where there is none. */
  bytesOf(path: string): number | undefined;
  /** Opens a file and gives what reads from it: `length` bytes from `offset`, fewer only where the file ends. */
  open(path: string): (offset: number, length: number) => Buffer;
  close(): void;
}

/** No read asks for more at once. */
const maxReadBytes = 512 * 1024 * 1024;
/** What asks for more is held against the size of the file first, before memory is given to it. */
const maxTrustedBytes = 1024 * 1024;

/**
 * Gives files that stay open: whoever replaces the database meanwhile takes nothing away from those who read it.
 *
 * @throws the error of the operating system when a file is not there.
 */
export function openPartFiles(): PartFiles {
  const handles = new Map<string, number>();
  return {
    bytesOf: (path) => statSync(path, { throwIfNoEntry: false })?.size,
    open(path) {
      const handle = handles.get(path) ?? openSync(path, "r");
      handles.set(path, handle);
      return (offset, length) => readFrom(handle, offset, length);
    },
    close() {
      for (const handle of handles.values()) closeSync(handle);
      handles.clear();
    },
  };
}

function readFrom(handle: number, offset: number, length: number): Buffer {
  const available = length <= maxTrustedBytes ? length : sizeAvailable(handle, offset, length);
  const bytes = Buffer.allocUnsafe(available);
  let filled = 0;
  while (filled < available) {
    const got = readSync(handle, bytes, filled, available - filled, offset + filled);
    if (got === 0) break;
    filled += got;
  }
  return bytes.subarray(0, filled);
}

function sizeAvailable(handle: number, offset: number, length: number): number {
  return Math.max(0, Math.min(length, fstatSync(handle).size - offset, maxReadBytes));
}
