const text = { type: "string", minLength: 1 } as const;

/** The definitions of how targets hang together, for the report's schema. */
export const relationDefinitions = {
  relation: {
    type: "object",
    description: "How two things hang together in the life cycle of a container.",
    properties: {
      from: { $ref: "#/$defs/lifeCycleThing" },
      kind: { enum: ["builds", "is-based-on", "runs"] },
      to: { $ref: "#/$defs/lifeCycleThing" },
    },
    required: ["from", "kind", "to"],
  },
  lifeCycleThing: {
    type: "object",
    description: "What a report can be about, or a workload that runs containers.",
    properties: {
      kind: {
        enum: [
          "dockerfile",
          "directory",
          "configuration",
          "image",
          "filesystem",
          "sbom",
          "manifest",
          "audit-log",
          "cluster",
          "registry",
          "host",
          "cloud-account",
          "workload",
        ],
      },
      name: text,
      digest: text,
    },
    required: ["kind", "name"],
  },
} as const;
