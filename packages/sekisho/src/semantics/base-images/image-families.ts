import type { RepositoryFacts, SystemName } from "./repository-facts.ts";

type Family = (name: string) => RepositoryFacts | undefined;

const nonroot = { name: "nonroot", id: 65532 } as const;

const families: readonly Family[] = [distroless, chainguard, redHat, dotnet, bitnami, lambda, selenium, linuxServer];

/** Gives what holds for all images of a publisher that names them by one pattern. */
export function findFamily(name: string): RepositoryFacts | undefined {
  for (const family of families) {
    const found = family(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** gcr.io/distroless/static-debian12. The tag `nonroot` changes the user, `debug` adds a shell outside of /bin. */
function distroless(name: string): RepositoryFacts | undefined {
  const release = /^gcr\.io\/distroless\/[a-z0-9-]+?(?:-debian(\d+))?$/.exec(name);
  if (release === null) return undefined;
  return {
    publisher: "maker",
    system: "none",
    distribution: "debian",
    ...(release[1] === undefined ? {} : { release: release[1] }),
    unprivilegedUser: nonroot,
    unprivilegedWords: ["nonroot"],
  };
}

/** cgr.dev/chainguard/node: without shell but in the tags that end with `-dev`. wolfi-base is the exception. */
function chainguard(name: string): RepositoryFacts | undefined {
  if (!/^cgr\.dev\/[a-z0-9.-]+\/[a-z0-9-]+$/.test(name)) return undefined;
  const image = name.slice(name.lastIndexOf("/") + 1);
  if (image.endsWith("-base")) return { publisher: "maker", user: "varies", unprivilegedUser: nonroot };
  return { publisher: "maker", user: { name: "65532", id: 65532 } };
}

/** registry.access.redhat.com/ubi9, ubi9/ubi, ubi9-minimal, ubi9/ubi-micro, ubi9/nodejs-20. */
function redHat(name: string): RepositoryFacts | undefined {
  const parts = /^registry(?:\.access)?\.redhat\.(?:com|io)\/ubi(\d+)(?:-([a-z]+))?(?:\/([a-z0-9-]+))?$/.exec(name);
  const release = parts?.[1];
  if (release === undefined) return undefined;
  const image = parts?.[2] ?? parts?.[3]?.replace(/^ubi-?/, "") ?? "";
  const system: SystemName = image === "micro" ? "rhel-micro" : "rhel";
  const isPlain = ["", "init", "micro", "minimal", "stig"].includes(image);
  return {
    publisher: "maker",
    system: image === "minimal" ? "rhel-minimal" : system,
    release,
    ...(isPlain ? { command: ["/bin/bash"] } : { user: "varies" }),
    isBuildImage: image === "go-toolset",
  };
}

/** mcr.microsoft.com/dotnet/aspnet, runtime, sdk … .NET 8 brought the user `app`. */
function dotnet(name: string): RepositoryFacts | undefined {
  const image = /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/)?([a-z-]+)$/.exec(name)?.[1];
  if (image === undefined || image === "framework") return undefined;
  return {
    publisher: "maker",
    product: "dotnet",
    system: "debian-like",
    alpineHasBash: false,
    unprivilegedUser: { name: "app", id: undefined },
    unprivilegedSince: 8,
    unprivilegedWords: ["chiseled", "distroless"],
    isBuildImage: image === "sdk",
  };
}

/** bitnami/nginx: all run as 1001. Its versioned tags moved away in August 2025. */
function bitnami(name: string): RepositoryFacts | undefined {
  const image = /^(?:public\.ecr\.aws\/)?(?:bitnami|bitnamilegacy|bitnamisecure)\/([a-z0-9-]+)$/.exec(name)?.[1];
  if (image === undefined) return undefined;
  return { publisher: "maker", user: image === "minideb" ? { name: "root", id: 0 } : { name: "1001", id: 1001 } };
}

/** public.ecr.aws/lambda/python. */
function lambda(name: string): RepositoryFacts | undefined {
  if (!/^(?:public\.ecr\.aws\/lambda|amazon\/aws-lambda)[/-][a-z]+$/.test(name)) return undefined;
  return { publisher: "maker", user: "varies", workdir: "/var/task", entrypoint: ["/lambda-entrypoint.sh"] };
}

/** selenium/standalone-chrome. */
function selenium(name: string): RepositoryFacts | undefined {
  if (!/^selenium\/[a-z-]+$/.test(name)) return undefined;
  return { publisher: "maker", system: "ubuntu", user: { name: "seluser", id: 1200 } };
}

/** lscr.io/linuxserver/sonarr: an init process as root starts the service as the user that PUID names. */
function linuxServer(name: string): RepositoryFacts | undefined {
  if (!/^(?:lscr\.io\/|ghcr\.io\/)?linuxserver\/[a-z0-9._-]+$/.test(name)) return undefined;
  return { publisher: "community", dropsPrivileges: true, unprivilegedUser: { name: "abc", id: undefined } };
}
