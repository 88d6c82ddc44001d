import type { S3Client } from "./s3-client.ts";
import { findElement } from "./s3-xml.ts";

/** Writes an object in parts, whose number is not known before: one part at a time is in memory. */
export class S3Upload {
  /** Key of the object, when there is more than one part. */
  readonly key: string;
  readonly #client: S3Client;
  readonly #partBytes: number;
  readonly #tags: string[] = [];
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #id: string | undefined;
  #isComplete = false;

  constructor(client: S3Client, key: string, partBytes: number) {
    this.#client = client;
    this.key = key;
    this.#partBytes = partBytes;
  }

  /** Takes bytes; waits while a part is sent. */
  async write(piece: Uint8Array): Promise<void> {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes >= this.#partBytes) await this.#sendPart();
  }

  /** Gives everything that was written where nothing was sent yet. */
  onlyPart(): Uint8Array | undefined {
    return this.#id === undefined ? Buffer.concat(this.#pieces) : undefined;
  }

  /** Sends what is left and makes an object of the parts. */
  async complete(): Promise<void> {
    if (this.#bytes > 0) await this.#sendPart();
    const parts = this.#tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
    );
    const body = Buffer.from(`<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`);
    await this.#client.ask({ method: "POST", key: this.key, query: { uploadId: this.#id ?? "" }, body });
    this.#isComplete = true;
  }

  /** Gives up: what was sent is deleted. What cannot be deleted now is swept later. */
  async abort(): Promise<void> {
    this.#pieces = [];
    if (this.#id === undefined) return;
    const query = this.#isComplete ? {} : { uploadId: this.#id };
    // The error that led here is the one to tell.
    await this.#client.send({ method: "DELETE", key: this.key, query, expects: [404] }).catch(() => undefined);
  }

  async #sendPart(): Promise<void> {
    const body = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    this.#id ??= await this.#begin();
    const query = { partNumber: String(this.#tags.length + 1), uploadId: this.#id };
    const answer = await this.#client.send({ method: "PUT", key: this.key, query, body });
    this.#tags.push(answer.headers.get("etag") ?? "");
  }

  async #begin(): Promise<string> {
    const answer = await this.#client.ask({ method: "POST", key: this.key, query: { uploads: "" } });
    const id = findElement(answer, "UploadId");
    if (id === undefined) throw new Error(`${this.key}: the store began an upload without an id`);
    return id;
  }
}
