const text = { type: "string", minLength: 1 } as const;
const prose = { type: "string" } as const;
const amount = { type: "integer", minimum: 0 } as const;

/** The definitions of what comes from other tools, for the report's schema. */
export const importDefinitions = {
  witness: {
    type: "object",
    description: "What a tool says of a problem, in its own words.",
    properties: {
      tool: { ...text, description: "Id of the tool as aliases write it." },
      version: text,
      rule: { ...prose, description: "The rule as the tool names it." },
      severity: { ...text, description: "In the tool's own word." },
      title: prose,
      message: prose,
      remediation: text,
      status: { ...text, description: "In the tool's own word." },
      references: { type: "array", items: prose },
      weaknesses: { type: "array", description: "CWE-79.", items: text },
      firstSeen: { ...text, description: "RFC 3339." },
      lastSeen: { ...text, description: "RFC 3339." },
    },
    required: ["tool", "rule", "title", "message"],
  },
  origin: {
    type: "object",
    description: "Another tool's document.",
    properties: {
      tool: text,
      toolVersion: text,
      format: text,
      document: text,
      findings: { ...amount, description: "Things that are findings here." },
      passed: { ...amount, description: "Things that the tool found nothing wrong with." },
      leftOut: { ...amount, description: "Things without a place in a report; each is a diagnostic." },
      packages: { ...amount, description: "Entries of packages that it lists, with those that name one again." },
    },
    required: ["tool", "format", "document", "findings", "passed", "leftOut"],
  },
  listedPackage: {
    type: "object",
    description: "A package that an imported document lists.",
    properties: {
      purl: { ...text, description: "Package URL." },
      name: prose,
      version: { ...prose, description: "Empty when unknown." },
      licenses: { type: "array", description: "SPDX expressions where the text is one, sorted.", items: prose },
    },
    required: ["purl", "name", "version", "licenses"],
  },
} as const;
