import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** How a body is compressed. */
export type ContentEncoding = "br" | "gzip" | "identity";

/** A file of the browser client. */
export interface ClientFile {
  /** Media type. */
  readonly type: string;
  /** Its name changes with its content: whoever has it need not ask again. */
  readonly isHashed: boolean;
  /** Over the bytes as they are built. */
  readonly etag: string;
  /** Gives the bytes, compressed where that is worth it; what is answered may be less compressed than asked. */
  read(encoding: ContentEncoding): Promise<EncodedBytes>;
}

/** Bytes of a file as they go out. */
export interface EncodedBytes {
  readonly bytes: Uint8Array;
  readonly encoding: ContentEncoding;
}

/** The browser client as it was built. */
export interface WebClient {
  /** By the address' path: `/static/index-B4f2x91a.js`. */
  readonly files: ReadonlyMap<string, ClientFile>;
  /** The document that every page begins with. */
  readonly document: string;
}

const documentName = "index.html";
/** The bundler puts names with a hash of the content here, and nothing else. */
const hashedFolder = "/static/";
const brotliQuality = 9;
const minCompressedBytes = 1024;

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const compressible = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"]);

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Reads a built client into memory; `undefined` when the folder holds none. Files of no known type are left out. */
export async function openWebClient(directory: string): Promise<WebClient | undefined> {
  const document = await readDocument(directory);
  if (document === undefined) return undefined;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = new Map<string, ClientFile>();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = file
      .slice(directory.length)
      .split(sep)
      .join("/")
      .replace(/^\/{0,2}/, "/");
    const type = mediaTypes[extname(entry.name)];
    if (!entry.isFile() || type === undefined || path === `/${documentName}`) continue;
    files.set(path, openFile(await readFile(file), { path, type }));
  }
  return { files, document };
}

async function readDocument(directory: string): Promise<string | undefined> {
  try {
    return await readFile(join(directory, documentName), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  }
}

function openFile(bytes: Uint8Array, { path, type }: { readonly path: string; readonly type: string }): ClientFile {
  const isWorthIt = bytes.length >= minCompressedBytes && compressible.has(extname(path));
  const kept = new Map<ContentEncoding, Promise<EncodedBytes>>();
  return {
    type,
    isHashed: path.startsWith(hashedFolder),
    etag: `"${createHash("sha256").update(bytes).digest("base64url")}"`,
    read: (wanted) => {
      const encoding = isWorthIt ? wanted : "identity";
      const found = kept.get(encoding) ?? encode(bytes, encoding);
      kept.set(encoding, found);
      return found;
    },
  };
}

async function encode(bytes: Uint8Array, encoding: ContentEncoding): Promise<EncodedBytes> {
  if (encoding === "identity") return { bytes, encoding };
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
  return { bytes: encoding === "br" ? await brotli(bytes, { params }) : await deflate(bytes), encoding };
}
