import { demandEndings } from "../../model/security-policy.ts";

const text = { type: "string", minLength: 1 } as const;
const texts = { type: "array", items: text } as const;

/** The definitions of what a report says about the security policy, for the report's schema. */
export const securityPolicyDefinitions = {
  policyService: {
    type: "object",
    description: "A service of the security policy, with what its data demands.",
    properties: {
      name: text,
      level: { type: "integer", minimum: 0, description: "How sensitive its data is." },
      holds: { ...texts, description: "Titles of the data it holds." },
      standards: texts,
      workloads: { ...texts, description: "None where what was scanned holds none of its workloads." },
      demands: { type: "array", items: { $ref: "#/$defs/policyDemand" } },
    },
    required: ["name", "level", "holds", "standards", "workloads", "demands"],
  },
  policyDemand: {
    type: "object",
    description: "A demand on a service, and how it is answered.",
    properties: {
      id: text,
      title: text,
      ended: { enum: demandEndings, description: "What cannot be decided from what was given is never met." },
      because: { ...texts, description: "Data classes, and standards with the place, that demand it." },
      answers: {
        type: "array",
        description: "The worst first, a few of them.",
        items: { $ref: "#/$defs/policyAnswer" },
      },
    },
    required: ["id", "title", "ended", "because", "answers"],
  },
  policyAnswer: {
    type: "object",
    description: "What one place says of a demand.",
    properties: {
      ended: { enum: demandEndings },
      message: text,
      location: { $ref: "#/$defs/location" },
    },
    required: ["ended", "message", "location"],
  },
} as const;
