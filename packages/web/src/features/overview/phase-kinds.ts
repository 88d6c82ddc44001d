/** Where in its life a container is looked at, and the kinds of assets that are looked at there. */
export const phases = [
  { name: "build", meaning: "buildMeaning", kinds: "dockerfile,directory,configuration,filesystem" },
  { name: "ship", meaning: "shipMeaning", kinds: "image,registry,sbom" },
  { name: "run", meaning: "runMeaning", kinds: "manifest,workload,cluster,host,audit-log,cloud-account" },
] as const;

/** A part of a container's life. */
export type Phase = (typeof phases)[number];
