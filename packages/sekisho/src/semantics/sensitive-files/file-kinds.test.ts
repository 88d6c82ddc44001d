import { describe, expect, test } from "vitest";
import {
  findCredentialKind,
  isBallast,
  isConfigurationDirectory,
  isEnvironmentConfiguration,
  isEnvironmentFile,
  isRecipe,
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
