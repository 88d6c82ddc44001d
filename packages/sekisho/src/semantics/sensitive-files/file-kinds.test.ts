import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findCredentialKind,
  isBallast,
  isConfigurationDirectory,
  isCredentialFile,
  isEnvironmentConfiguration,
  isEnvironmentFile,
  isRecipe,
  mayBeSecret,
} from "./file-kinds.ts";

/** Expected values: the manuals of the programs whose files these are. */
describe("findCredentialKind", () => {
  test.each([
    { name: ".ssh/id_ed25519", expected: "ssh-private-key" },
    { name: "./.aws/credentials", expected: "aws-credentials" },
    { name: "shop-service-account.json", expected: "google-credentials" },
    { name: ".docker/config.json", expected: "registry-login" },
    { name: "/root/.npmrc", expected: "npm-login" },
    { name: "deploy/Prod.P12", expected: "key-store" },
    { name: "tls/server.key", expected: "private-key" },
    { name: "tls/privkey.pem", expected: "private-key" },
    { name: "infra/prod.tfvars", expected: "terraform-state" },
    { name: "ci-kubeconfig.yaml", expected: "kubernetes-login" },
    { name: "id_rsa.pub", expected: undefined },
    { name: "certs/fullchain.pem", expected: undefined },
    { name: ".npmrc.example", expected: undefined },
    { name: "src/credentials.go", expected: undefined },
    { name: "truststore.jks", expected: undefined },
    { name: "keyboard.layout", expected: undefined },
    { name: "session/secrets", expected: undefined },
  ])("$name", ({ name, expected }) => {
    expect(findCredentialKind(name)?.id).toBe(expected);
  });
});

describe("mayBeSecret", () => {
  test.each([
    { name: "src/main.ts", expected: false },
    { name: "app/config.json", expected: true },
    { name: "aws/config", expected: true },
    { name: "config.json.example", expected: false },
    { name: ".env", expected: true },
    { name: "test/id_rsa", expected: true },
  ])("$name: $expected", ({ name, expected }) => {
    expect(mayBeSecret(name)).toBe(expected);
  });

  test("is true of whatever is a secret in some directory", () => {
    const directory = fc.constantFrom(
      "",
      ".aws/",
      "srv/.azure/",
      ".docker/",
      "root/.kube/",
      "test/",
      "a\\.aws/",
      "./x//",
    );
    const name = fc
      .array(
        fc.constantFrom(
          "config",
          ".",
          "json",
          "credentials",
          "-",
          "key",
          "pem",
          "env",
          "id_rsa",
          "private",
          "test",
          "p12",
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(directory, directory, name, (from, to, file) => {
        const isSecret = isCredentialFile(to + file) || isEnvironmentFile(to + file);
        expect(isSecret && !mayBeSecret(from + file)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("files of environments", () => {
  test.each([
    { name: ".env", file: true, configuration: false },
    { name: "api/.env.production", file: true, configuration: false },
    { name: "prod.env", file: true, configuration: false },
    { name: ".env.example", file: false, configuration: false },
    { name: "environment.ts", file: false, configuration: false },
    { name: "application-prod.yml", file: false, configuration: true },
    { name: "src/appsettings.Production.json", file: false, configuration: true },
    { name: "config/staging/db.toml", file: false, configuration: true },
    { name: "config/routes.rb", file: false, configuration: false },
    { name: "production.md", file: false, configuration: false },
  ])("$name", ({ name, file, configuration }) => {
    expect({ file: isEnvironmentFile(name), configuration: isEnvironmentConfiguration(name) }).toEqual({
      file,
      configuration,
    });
  });

  test.each([
    { name: "config/*", expected: true },
    { name: "./conf/", expected: true },
    { name: "app/settings", expected: true },
    { name: "configure", expected: false },
    { name: "config/app.json", expected: false },
  ])("$name is a directory of configuration: $expected", ({ name, expected }) => {
    expect(isConfigurationDirectory(name)).toBe(expected);
  });
});

describe("ballast and recipes", () => {
  test.each([
    { name: ".git", ballast: true, recipe: false },
    { name: "a/__pycache__", ballast: true, recipe: false },
    { name: "Dockerfile.prod", ballast: false, recipe: true },
    { name: "docker-compose.override.yml", ballast: false, recipe: true },
    { name: ".gitignore", ballast: false, recipe: false },
    { name: "src/main.c", ballast: false, recipe: false },
  ])("$name", ({ name, ballast, recipe }) => {
    expect({ ballast: isBallast(name), recipe: isRecipe(name) }).toEqual({ ballast, recipe });
  });
});

// limits.h: PATH_MAX is 4096 with the ending zero.
test.each([
  { name: "a name without end", path: `${"secret".repeat(50_000)}.env` },
  { name: "slashes without end", path: `${"/".repeat(200_000)}x/.git` },
])("$name is no path", ({ path }) => {
  expect([findCredentialKind(path), isEnvironmentFile(path), isBallast(path)]).toEqual([undefined, false, false]);
});
