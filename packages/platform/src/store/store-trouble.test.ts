import { expect, test } from "vitest";
import { findStoreTrouble } from "./store-trouble.ts";

/** Codes: PostgreSQL, appendix A; errno(3). */
test.each([
  {
    name: "a database that is being stopped",
    code: "57P01",
    message: "terminating connection",
    found: "store-unusable",
  },
  { name: "one that starts", code: "57P03", message: "the database system is starting up", found: "store-unusable" },
  { name: "one that is not there", code: "ECONNREFUSED", message: "connect ECONNREFUSED", found: "store-unusable" },
  {
    name: "a broken connection",
    code: undefined,
    message: "Connection terminated unexpectedly",
    found: "store-unusable",
  },
  {
    name: "a statement after the error that broke the connection",
    code: undefined,
    message: "Client has encountered a connection error and is not queryable",
    found: "store-unusable",
  },
  { name: "a full disk of the database", code: "53100", message: "could not extend file", found: "store-full" },
  { name: "a full disk of ours", code: "ENOSPC", message: "no space left on device", found: "store-full" },
  { name: "a wrong statement", code: "42601", message: "syntax error", found: undefined },
  { name: "a row that is there", code: "23505", message: "duplicate key", found: undefined },
  { name: "a defect", code: undefined, message: "x is undefined", found: undefined },
])("$name is told as $found", ({ code, message, found }) => {
  const error = Object.assign(new Error(message), code === undefined ? {} : { code });

  expect(findStoreTrouble(error)?.code).toBe(found);
  // What the driver said stays inside.
  expect(findStoreTrouble(error)?.message ?? "").not.toContain(message);
});

test("what is no error is no trouble", () => {
  expect(findStoreTrouble("ENOSPC")).toBeUndefined();
});
