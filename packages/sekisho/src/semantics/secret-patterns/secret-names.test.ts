import fc from "fast-check";
import { expect, test } from "vitest";
import { mayNameSecret, meaningOfName } from "./secret-names.ts";

/** Expected values: BuildKit's test of SecretsUsedInArgOrEnv, hadolint's list of DL3064, and the product that has the name. */
test.each([
  { name: "SECRET_PASSPHRASE", expected: "secret" },
  { name: "password", expected: "secret" },
  { name: "super_duper_secret_token", expected: "secret" },
  { name: "git_key", expected: "secret" },
  { name: "AWS_ACCESS_KEY_ID", expected: "secret" },
  { name: "openai_api_key", expected: "secret" },
  { name: "DBPASSWORD", expected: "secret" },
  { name: "CF_USERNAME", expected: "account" },
  { name: "ARTIFACTORY_USR", expected: "account" },
  { name: "PUBLIC_KEY", expected: undefined },
  { name: "SECRET_PASSPHRASE_FILE", expected: undefined },
  { name: "AUTH_MODULE_VERSION", expected: undefined },
  { name: "TOKENIZERS_PARALLELISM", expected: undefined },
  { name: "GOPRIVATE", expected: undefined },
  { name: "MONKEY", expected: undefined },
  { name: "AUTHOR", expected: undefined },
  { name: "", expected: undefined },
])("$name", ({ name, expected }) => {
  expect(meaningOfName(name)).toBe(expected);
});

// A test that rules texts out must let every name pass that means something.
test("a name that means a secret is one that a text may hold", () => {
  const parts = [
    "api",
    "client",
    "key",
    "auth",
    "credentials",
    "password",
    "pword",
    "passwd",
    "secret",
    "token",
    "psw",
  ];
  const others = ["private", "AWS_ACCESS", "_ID", "TRAVIS_SECURE_ENV_VARS", "APPLICATION", "_", "-", ".", "Db", "user"];
  const names = fc.array(fc.constantFrom(...parts, ...others), { maxLength: 5 }).map((words) => words.join(""));
  fc.assert(
    fc.property(names, (name) => {
      expect(meaningOfName(name) === "secret" && !mayNameSecret(name)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});
