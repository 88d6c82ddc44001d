import { decodeFileName } from "./encoded-name.ts";

/** The package that a file beside the package database is about. */
export interface InfoFileOwner {
  readonly packageName: string;
  readonly architecture?: string;
}

/** Gives the package of `info/libc6:amd64.list`: the name, and the architecture where several can be installed at once. */
export function packageOfInfoFile(path: string, ending: string): InfoFileOwner {
  const fileName = path.slice(path.lastIndexOf("/") + 1, -ending.length);
  const colon = fileName.indexOf(":");
  if (colon === -1) return { packageName: decodeFileName(fileName) };
  return { packageName: fileName.slice(0, colon), architecture: fileName.slice(colon + 1) };
}
