import { type ClientHttp2Session, connect } from "node:http2";
import { connect as connectSocket } from "node:net";

/** A call that the server refused. Codes: gRPC, "Status codes and their use in gRPC"; 5 is "not found". */
export class GrpcError extends Error {
  override readonly name = "GrpcError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** One call: its service and method, its message, and headers such as the namespace. */
export interface GrpcCall {
  /** `/package.Service/Method` */
  readonly path: string;
  readonly message: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const maxMessageBytes = 67_108_864;
const prefixBytes = 5;
/** What a stream that ends without a status counts as. */
const unknownStatus = 2;

/** A connection to a gRPC server at a socket of this machine. Source: gRPC over HTTP2. */
export class GrpcClient {
  readonly #session: ClientHttp2Session;
  readonly #timeoutMs: number;
  #failure: Error | undefined;

  /** Nothing for longer than `timeoutMs` ends a call. */
  constructor(socketPath: string, timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#session = connect("http://localhost", { createConnection: () => connectSocket(socketPath) });
    // Without a listener the error of a connection would end the process; each call reports it itself.
    this.#session.on("error", (error: Error) => {
      this.#failure = error;
    });
  }

  /** Gives the messages of the answer. Throws a `GrpcError` when the server refuses, or the error of the connection. */
  async *stream(call: GrpcCall): AsyncGenerator<Buffer> {
    if (this.#failure !== undefined) throw this.#failure;
    const request = this.#session.request({
      ":method": "POST",
      ":path": call.path,
      "content-type": "application/grpc",
      te: "trailers",
      ...call.headers,
    });
    const ending: { status: unknown; message: unknown } = { status: undefined, message: undefined };
    const note = (headers: Readonly<Record<string, unknown>>): void => {
      ending.status = headers["grpc-status"] ?? ending.status;
      ending.message = headers["grpc-message"] ?? ending.message;
    };
    request.on("response", note);
    request.on("trailers", note);
    request.setTimeout(this.#timeoutMs, () => request.destroy(new Error(`nothing came for ${this.#timeoutMs} ms`)));
    request.end(framed(call.message));
    try {
      yield* messagesOf(request);
    } finally {
      request.destroy();
    }
    const status = Number(ending.status ?? unknownStatus);
    if (status !== 0) throw new GrpcError(status, decodeMessage(ending.message));
  }

  /** Gives the only message of an answer. */
  async ask(call: GrpcCall): Promise<Buffer> {
    let answer: Buffer = Buffer.alloc(0);
    for await (const message of this.stream(call)) answer = message;
    return answer;
  }

  close(): void {
    this.#session.destroy();
  }
}

/** Gives the text of a status, which is percent-encoded; as it stands where that is broken. */
function decodeMessage(message: unknown): string {
  if (typeof message !== "string") return "it ends without a status";
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}

function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

async function* messagesOf(pieces: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let wanted = prefixBytes;
  for await (const piece of pieces) {
    if (!(piece instanceof Buffer)) continue;
    parts.push(piece);
    bytes += piece.length;
    while (bytes >= wanted) {
      const all = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
      const length = all.readUInt32BE(1);
      if (all[0] !== 0) throw new Error("the answer is compressed, which was not asked for");
      if (length > maxMessageBytes) throw new Error(`a message has ${length} bytes, more than ${maxMessageBytes}`);
      parts = [all];
      wanted = prefixBytes + length;
      if (bytes < wanted) break;
      yield all.subarray(prefixBytes, wanted);
      parts = [all.subarray(wanted)];
      bytes -= wanted;
      wanted = prefixBytes;
    }
  }
}
