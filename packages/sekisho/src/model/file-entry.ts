/** What an entry of a layer or a directory is. */
export type FileType = "file" | "directory" | "symlink" | "hardlink" | "character-device" | "block-device" | "fifo";

/** One entry of a layer, or one file of a directory: everything but the content. */
export interface FileEntry {
  /**
   * From the root, without a leading slash; `.`, `..` and empty segments are resolved, so that nothing lies outside.
   * The root itself is the empty text. Whiteouts keep their names (`etc/.wh.motd`).
   */
  readonly path: string;
  readonly type: FileType;
  /** Permission bits with setuid, setgid and sticky: 0 to 0o7777. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  /** Bytes of content; of a sparse file with its holes. 0 for what is no file. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly modifiedAt: number;
  /** As written for a symbolic link; normalised like `path` for a hard link. */
  readonly linkTarget?: string;
  /** Value of the extended attribute `security.capability`, hexadecimal. */
  readonly capability?: string;
}
