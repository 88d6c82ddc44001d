import { remediationKinds } from "../../model/remediation.ts";

const text = { type: "string", minLength: 1 } as const;
const prose = { type: "string" } as const;
const count = { type: "integer", minimum: 0 } as const;

/** The definitions of what a report says about the way to repair known flaws, for the report's schema. */
export const remediationDefinitions = {
  remediationPlan: {
    type: "object",
    description: "What to do about the known flaws of packages, in the order in which most risk goes first.",
    properties: {
      total: { $ref: "#/$defs/remediationEffect" },
      actions: {
        type: "array",
        description: "Actions that add nothing to those before them stand last: other ways to the same end.",
        items: { $ref: "#/$defs/remediationAction" },
      },
    },
    required: ["total", "actions"],
  },
  remediationAction: {
    type: "object",
    description: "One thing to do, and which findings it takes away.",
    properties: {
      id: { ...text, description: "Kind and subject: the same in every later report." },
      kind: { enum: remediationKinds },
      subject: { ...text, description: "The base image, the distribution, or the package without its version." },
      title: prose,
      explanation: { ...prose, description: "Why this is the change to make, how sure it is and what it leaves." },
      commands: { type: "array", description: "To copy, each for a POSIX shell.", items: text },
      image: { $ref: "#/$defs/raisedImage" },
      changes: { type: "array", items: { $ref: "#/$defs/versionChange" } },
      findings: { type: "array", description: "Ids of the findings that it takes away by itself.", items: text },
      removes: { $ref: "#/$defs/remediationEffect" },
      adds: { $ref: "#/$defs/remediationEffect" },
      remains: { $ref: "#/$defs/remediationEffect" },
    },
    required: [
      "id",
      "kind",
      "subject",
      "title",
      "explanation",
      "commands",
      "changes",
      "findings",
      "removes",
      "adds",
      "remains",
    ],
  },
  raisedImage: {
    type: "object",
    description: "The image that an image is built on, and the reference to build on instead.",
    properties: {
      from: text,
      to: { ...text, description: "Left out where the same name leads to a newer build." },
    },
    required: ["from"],
  },
  versionChange: {
    type: "object",
    description: "One package that an action changes.",
    properties: {
      package: { ...text, description: "Package URL of what is installed." },
      name: text,
      from: prose,
      to: { ...text, description: "The version to have at least; left out where the package goes or nobody knows it." },
      paths: { type: "array", description: "The files that it was found in.", items: text },
      isDirect: { type: "boolean", description: "False for what another package brings." },
    },
    required: ["package", "name", "from", "paths", "isDirect"],
  },
  remediationEffect: {
    type: "object",
    description:
      "How much findings weigh together. removes: by the action itself; adds: when those before it are done; remains: after all of these.",
    properties: {
      findings: count,
      risk: { type: "number", minimum: 0, description: "Sum of the risks of the findings." },
      share: { type: "number", minimum: 0, maximum: 1, description: "Part of the risk of all open flaws." },
      severities: {
        type: "object",
        properties: { critical: count, high: count, medium: count, low: count, info: count },
        required: ["critical", "high", "medium", "low", "info"],
      },
    },
    required: ["findings", "risk", "share", "severities"],
  },
} as const;
