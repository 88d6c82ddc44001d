import { expect, test } from "vitest";
import type { ImageConfiguration } from "../../model/image.ts";
import { findConfigurationSecrets } from "./configuration-secrets.ts";

const keyId = ["AK", "IA", "QYLPMN5HFIQR7XYA"].join("");
const value = `9vKx${"Lq2ZtR8m"}`;
const plain: ImageConfiguration = {
  platform: { os: "linux", architecture: "amd64" },
  user: "",
  exposedPorts: [],
  environment: [],
  entrypoint: [],
  command: [],
  workingDirectory: "",
  labels: {},
  volumes: [],
  onBuild: [],
};

/** Pointers by RFC 6901; GPG_KEY and PYTHON_SHA256 as Docker's official python image has them. */
test.each([
  {
    name: "a variable",
    configuration: { environment: ["PATH=/bin", `DB_PASSWORD=${value}`] },
    expected: ["secret/assigned-value /config/Env/1 variable:DB_PASSWORD DB_PASSWORD=****"],
  },
  {
    name: "a token in a variable of any name",
    configuration: { environment: [`ID=${keyId}`] },
    expected: ["secret/aws-access-key /config/Env/0 variable:ID ID=AKIA****"],
  },
  {
    name: "a label",
    configuration: { labels: { "a/b": keyId } },
    expected: ["secret/aws-access-key /config/Labels/a~1b label:a/b a/b=AKIA****"],
  },
  {
    name: "a command",
    configuration: { command: ["run", `--token=${keyId}`] },
    expected: ["secret/aws-access-key /config/Cmd/1 command --token=AKIA****"],
  },
  {
    name: "public values of official images",
    configuration: {
      environment: [
        "GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
        "PYTHON_SHA256=c30bb24b7f1e9a19b11b55a546434f74e739bb4c271a3e3a80ff4380d49f7adb",
        "DB_PASSWORD_FILE=/run/secrets/db",
        "TOKEN=changeme",
      ],
    },
    expected: [],
  },
])("$name", ({ configuration, expected }) => {
  const found = findConfigurationSecrets({ ...plain, ...configuration }, []);
  expect(found.map(({ rule, pointer, subject, excerpt }) => `${rule} ${pointer} ${subject} ${excerpt}`)).toEqual(
    expected,
  );
});

/** Forms of `created_by`: the classic builder's and BuildKit's for a RUN with build arguments. */
test.each([
  { name: "a build argument", createdBy: `RUN |1 NPM_TOKEN=${value} /bin/sh -c npm ci # buildkit`, found: 1 },
  { name: "ENV of the classic builder", createdBy: `/bin/sh -c #(nop)  ENV API_KEY=${value}`, found: 1 },
  { name: "an address", createdBy: `RUN /bin/sh -c git clone https://ci:${value}@git.acme.io/a # buildkit`, found: 1 },
  { name: "nothing", createdBy: "RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit", found: 0 },
])("history with $name", ({ createdBy, found }) => {
  const secrets = findConfigurationSecrets(plain, [
    { createdBy: "COPY . . # buildkit", isEmptyLayer: false },
    { createdBy, isEmptyLayer: true },
  ]);
  expect(secrets.map(({ pointer }) => pointer)).toEqual(Array.from({ length: found }, () => "/history/1"));
  expect(JSON.stringify(secrets)).not.toContain(value);
});
