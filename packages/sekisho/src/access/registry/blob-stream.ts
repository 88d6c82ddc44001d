import type { Descriptor } from "../../formats/oci/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import type { HttpResponse } from "./http-client.ts";
import type { RegistryClient } from "./registry-client.ts";
import { type Asked, unreachable, wrongAnswer } from "./registry-error.ts";
import { delayBefore } from "./retry.ts";

/**
 * Gives the bytes of a blob straight from the network. When the connection drops or stalls it goes on where it was, also
 * at registries that do not know ranges; it gives up when several attempts in a row bring nothing.
 *
 * @param from Bytes that the caller has already.
 */
export async function* streamBlob(
  client: RegistryClient,
  descriptor: Descriptor,
  from = 0,
): AsyncGenerator<Uint8Array> {
  const asked = { en: `blob ${descriptor.digest}`, ja: `データ ${descriptor.digest} ` };
  const { clock, maxRetries, signal } = client.settings;
  let offset = from;
  let attempt = 0;
  while (offset < descriptor.sizeBytes) {
    const before = offset;
    let failure: unknown;
    try {
      const response = await requestFrom(client, descriptor, { offset, asked });
      for await (const piece of bytesFrom(response, offset, { client, asked })) {
        offset = checkedOffset(offset + piece.length, descriptor, asked);
        yield piece;
      }
    } catch (error) {
      if (error instanceof SekishoError || signal?.aborted === true) throw error;
      failure = error;
    }
    attempt = offset > before ? 0 : attempt + 1;
    if (offset >= descriptor.sizeBytes) return;
    if (attempt > maxRetries) throw unreachable(asked, client.place.host, failure ?? endedEarly(descriptor, offset));
    await clock.pause(delayBefore(attempt, undefined, clock) ?? 0);
  }
}

function requestFrom(
  client: RegistryClient,
  descriptor: Descriptor,
  place: { readonly offset: number; readonly asked: Asked },
): Promise<HttpResponse> {
  const range = place.offset === 0 ? undefined : `bytes=${place.offset}-`;
  const headers = { "accept-encoding": "identity", ...(range === undefined ? {} : { range }) };
  return client.get(`blobs/${descriptor.digest}`, headers, place.asked);
}

/** Gives the bytes behind the offset, whether the registry starts there or at the beginning. */
async function* bytesFrom(
  response: HttpResponse,
  offset: number,
  request: { readonly client: RegistryClient; readonly asked: Asked },
): AsyncGenerator<Uint8Array> {
  let skip = response.status === 206 ? 0 : offset;
  const range = response.headers["content-range"];
  if (response.status === 206 && range !== undefined && !range.startsWith(`bytes ${offset}-`)) {
    response.discard();
    throw wrongAnswer(request.asked, request.client.place.host, {
      en: `expected a range from byte ${offset}, got ${JSON.stringify(range)}`,
      ja: `${offset} バイト目からの範囲を想定しましたが、実際は ${JSON.stringify(range)} です`,
    });
  }
  for await (const piece of response.body) {
    if (skip >= piece.length) skip -= piece.length;
    else {
      yield skip === 0 ? piece : piece.subarray(skip);
      skip = 0;
    }
  }
}

function checkedOffset(offset: number, descriptor: Descriptor, asked: Asked): number {
  if (offset > descriptor.sizeBytes) throw tooLong(asked, descriptor.sizeBytes);
  return offset;
}

function tooLong(asked: Asked, expected: number): SekishoError {
  return new SekishoError("image-invalid", {
    en: `The ${asked.en} is longer than its descriptor says: expected ${expected} bytes, got more.`,
    ja: `${asked.ja}がディスクリプターの記載より長いです。${expected} バイトを想定しましたが、それを超えています。`,
  });
}

function endedEarly(descriptor: Descriptor, got: number): Error {
  return new Error(`it ended after ${got} of ${descriptor.sizeBytes} bytes`);
}
