import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { makeBloomFilter } from "../packages/platform/src/identity/bloom-filter.ts";
import { commonPasswordHashes } from "../packages/platform/src/identity/password-rules.ts";

/** Good passwords that are refused: one in a thousand, and its owner takes another. */
const rate = 0.001;
const file = fileURLToPath(new URL("../packages/platform/data/common-passwords.bloom", import.meta.url));

// About 49,000 passwords from breaches, as the strength estimator zxcvbn-ts lists them (MIT).
const source = createRequire(import.meta.url).resolve("@zxcvbn-ts/language-common");
const list = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL("../src/passwords.json", `file://${source}`), "utf8")));
const filter = makeBloomFilter(
  list.map((password) => password.normalize("NFKC").toLowerCase()),
  rate,
);
if (filter.hashes !== commonPasswordHashes) {
  throw new Error(`expected ${commonPasswordHashes} hashes, got ${filter.hashes}: change password-rules.ts`);
}
writeFileSync(file, filter.bits);
console.log(`${list.length} passwords in ${filter.bits.length} bytes`);
