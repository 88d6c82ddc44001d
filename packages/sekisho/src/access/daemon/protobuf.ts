/** Fields of a message by number, each as often as it stands there. Texts and messages are bytes, numbers are numbers. */
export type ProtobufFields = ReadonlyMap<number, readonly (number | Buffer)[]>;

const varint = 0;
const fixed64 = 1;
const lengthDelimited = 2;
const fixed32 = 5;

/** Writes a message with texts and counts; empty texts and zeros are left out, as proto3 does. */
export function writeMessage(fields: readonly (readonly [number: number, value: string | number])[]): Buffer {
  const parts: Buffer[] = [];
  for (const [number, value] of fields) {
    if (value === "" || value === 0) continue;
    if (typeof value === "number") parts.push(writeVarint(number * 8 + varint), writeVarint(value));
    else {
      const text = Buffer.from(value);
      parts.push(writeVarint(number * 8 + lengthDelimited), writeVarint(text.length), text);
    }
  }
  return Buffer.concat(parts);
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

/**
 * Reads the fields of a message; `undefined` when the bytes are none. Numbers above 2^53 lose their low bits.
 * Source: Protocol Buffers, "Encoding".
 */
export function readMessage(bytes: Buffer): ProtobufFields | undefined {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    const field = tag === undefined ? undefined : readValue(bytes, tag.next, tag.value % 8);
    if (tag === undefined || field === undefined) return undefined;
    const number = Math.floor(tag.value / 8);
    const values = fields.get(number);
    if (values === undefined) fields.set(number, [field.value]);
    else values.push(field.value);
    at = field.next;
  }
  return fields;
}

function readValue(bytes: Buffer, at: number, wireType: number): { value: number | Buffer; next: number } | undefined {
  if (wireType === varint) return readVarint(bytes, at);
  let start = at;
  let length = wireType === fixed64 ? 8 : 4;
  if (wireType === lengthDelimited) {
    const size = readVarint(bytes, at);
    if (size === undefined) return undefined;
    start = size.next;
    length = size.value;
  } else if (wireType !== fixed64 && wireType !== fixed32) return undefined;
  const next = start + length;
  return next > bytes.length ? undefined : { value: bytes.subarray(start, next), next };
}

function readVarint(bytes: Buffer, at: number): { value: number; next: number } | undefined {
  let value = 0;
  let factor = 1;
  for (let index = at; index < at + 10; index++) {
    const byte = bytes[index];
    if (byte === undefined) return undefined;
    value += (byte % 0x80) * factor;
    if (byte < 0x80) return { value, next: index + 1 };
    factor *= 0x80;
  }
  return undefined;
}

/** Gives the last text of a field; empty when it is not there. */
export function textField(fields: ProtobufFields | undefined, number: number): string {
  const value = fields?.get(number)?.at(-1);
  return value instanceof Buffer ? value.toString("utf8") : "";
}

/** Gives the last count of a field; 0 when it is not there. */
export function countField(fields: ProtobufFields | undefined, number: number): number {
  const value = fields?.get(number)?.at(-1);
  return typeof value === "number" ? value : 0;
}

/** Gives the messages of a field. */
export function messageFields(fields: ProtobufFields | undefined, number: number): readonly ProtobufFields[] {
  return (fields?.get(number) ?? [])
    .map((value) => (value instanceof Buffer ? readMessage(value) : undefined))
    .filter((message) => message !== undefined);
}
