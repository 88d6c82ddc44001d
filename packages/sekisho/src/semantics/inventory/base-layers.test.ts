import { describe, expect, test } from "vitest";
import type { HistoryEntry, ImageDescription } from "../../model/image.ts";
import { compareBase, guessBase } from "./base-layers.ts";

/** Makes an image of history lines; those with `+` in front make a layer. */
function image(lines: readonly string[], comments: readonly string[] = []): ImageDescription {
  const history: HistoryEntry[] = lines.map((line, index) => ({
    createdBy: line.replace(/^\+ /, ""),
    isEmptyLayer: !line.startsWith("+ "),
    ...(comments[index] === undefined ? {} : { comment: comments[index] }),
  }));
  const layers = history.flatMap(({ isEmptyLayer }, entry) => (isEmptyLayer ? [] : [entry]));
  return {
    name: "a",
    tags: [],
    configDigest: "sha256:0",
    source: "registry",
    configuration: {
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
    },
    history,
    layers: layers.map((entry, index) => ({
      index,
      diffId: `sha256:${index}`,
      mediaType: "",
      sizeBytes: 1,
      history: entry,
    })),
    annotations: {},
  };
}

describe("where the history says that the base image ends", () => {
  test.each<{ name: string; lines: readonly string[]; comments?: readonly string[]; layers: number | undefined }>([
    { name: "BuildKit", lines: ["+ ADD rootfs /", 'CMD ["bash"]', "+ COPY . /app", 'CMD ["app"]'], layers: 1 },
    {
      name: "Docker without BuildKit",
      lines: [
        "+ /bin/sh -c #(nop) ADD file:1 in / ",
        '/bin/sh -c #(nop)  CMD ["bash"]',
        "+ /bin/sh -c make",
        '/bin/sh -c #(nop)  ENTRYPOINT ["/app"]',
      ],
      layers: 1,
    },
    {
      name: "a base on a base: the upper one",
      lines: ["+ ADD rootfs /", 'CMD ["bash"]', "+ RUN install node", 'CMD ["node"]', "+ COPY . /app", 'CMD ["app"]'],
      layers: 2,
    },
    { name: "an image that is a base itself", lines: ["+ ADD rootfs /", 'CMD ["bash"]'], layers: undefined },
    {
      name: "Debian's own root file system",
      lines: ["+ # debian.sh --arch 'amd64' out/", "+ COPY . /app"],
      comments: ["debuerreotype 0.15"],
      layers: 1,
    },
    {
      name: "Alpine's archive",
      lines: ["+ ADD alpine-minirootfs-3.20.3-x86_64.tar.gz / # buildkit", "+ COPY . /app"],
      layers: 1,
    },
    { name: "nothing to go by", lines: ["+ COPY a /", "+ COPY b /"], layers: undefined },
    { name: "no history", lines: [], layers: undefined },
  ])("$name", ({ lines, comments, layers }) => {
    const base = guessBase(image(lines, comments));

    expect(base?.layers).toBe(layers);
    expect(base?.known).toBe(layers === undefined ? undefined : "guessed");
  });

  test("with the name that the annotations give", () => {
    const annotations = { "org.opencontainers.image.base.name": "docker.io/library/debian:12" };
    const described = { ...image(["+ ADD a /", "CMD x", "+ COPY b /"]), annotations };

    expect(guessBase(described)).toEqual({ name: "docker.io/library/debian:12", layers: 1, known: "guessed" });
  });
});

describe("a base that is named", () => {
  test.each([
    { name: "the same lowest layers", diffIds: ["sha256:0", "sha256:1"], layers: 2 },
    { name: "another layer", diffIds: ["sha256:0", "sha256:9"], layers: undefined },
    {
      name: "more layers than the image",
      diffIds: ["sha256:0", "sha256:1", "sha256:2", "sha256:3"],
      layers: undefined,
    },
    { name: "no layers", diffIds: [], layers: undefined },
  ])("$name", ({ diffIds, layers }) => {
    const described = image(["+ a", "+ b", "+ c"]);

    expect(compareBase(described, { name: "base", diffIds })?.layers).toBe(layers);
  });
});
