import { describe, expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { catalogue, errorsOf } from "./fixtures/readings.ts";
import { configurationSchema, readConfiguration } from "./read-configuration.ts";

function servicesOf(text: string) {
  return readConfiguration(createSourceText(".sekisho.yaml", text), catalogue).configuration.services;
}

describe("services", () => {
  test("are given with their classes, known ones and those of the user", () => {
    const [accounts, cards] = servicesOf(`services:
  - name: accounts
    select: { namespace: "accounts-*", labels: { app: login, tier: 1 }, kinds: [Deployment], names: ["web*"] }
    holds: [member, personal]
    standards: [gdpr]
  - { name: cards, select: { names: [vault] }, holds: [tokens] }
classes:
  - { name: tokens, title: Card tokens, level: 9, demands: [own-cluster, signed-images-only] }
`);

    expect(accounts).toMatchObject({
      name: "accounts",
      select: { namespace: "accounts-*", labels: { app: "login", tier: "1" }, kinds: ["Deployment"], names: ["web*"] },
      holds: [{ name: "member" }, { name: "personal" }],
      standards: ["gdpr"],
    });
    expect(cards).toEqual({
      name: "cards",
      select: { names: ["vault"] },
      holds: [
        {
          name: "tokens",
          title: { en: "Card tokens", ja: "Card tokens" },
          level: 9,
          demands: ["own-cluster", "signed-images-only"],
        },
      ],
      standards: [],
    });
  });

  test("take a class of the user for a known one of the same name", () => {
    const [service] = servicesOf(`services: [{ name: a, select: { namespace: a }, holds: [personal] }]
classes: [{ name: personal, level: 7, demands: [] }]
`);

    expect(service?.holds).toEqual([
      { name: "personal", title: { en: "personal", ja: "personal" }, level: 7, demands: [] },
    ]);
  });

  test.each([
    {
      name: "a class that nobody knows",
      text: "services: [{ name: a, select: { namespace: a }, holds: [persnal] }]",
      expected:
        '.sekisho.yaml:1:12: services[0]: holds: expected anonymous, member, personal or payment, got "persnal"; did you mean personal?',
    },
    {
      name: "a selector without conditions",
      text: "services: [{ name: a, select: {}, holds: [member] }]",
      expected:
        ".sekisho.yaml:1:31: services[0].select: expected at least one of namespace, labels, kinds or names, got an empty mapping: it would select every workload",
    },
    {
      name: "no class",
      text: "services: [{ name: a, select: { namespace: a }, holds: [] }]",
      expected: ".sekisho.yaml:1:12: services[0]: holds: expected at least one class of data, got an empty list",
    },
    {
      name: "a name that stands twice",
      text: "services:\n- { name: a, select: { namespace: a }, holds: [member] }\n- { name: a, select: { namespace: b }, holds: [member] }\n",
      expected: '.sekisho.yaml:3:3: services[1]: name: "a" names an earlier service already',
    },
    {
      name: "a standard that nobody knows",
      text: "services: [{ name: a, select: { namespace: a }, holds: [member], standards: [pci-ds] }]",
      expected:
        '.sekisho.yaml:1:78: services[0].standards[0]: expected pci-dss, hipaa or gdpr, got "pci-ds"; did you mean pci-dss?',
    },
    {
      name: "a demand that nobody knows",
      text: "classes: [{ name: a, level: 1, demands: [encrypted] }]",
      expected: /1:42: classes\[0\]\.demands\[0\]: expected encryption-in-transit, .* got "encrypted"/,
    },
    {
      name: "a level below zero",
      text: "classes: [{ name: a, level: -1, demands: [] }]",
      expected: ".sekisho.yaml:1:29: classes[0].level: expected a whole number from 0 to 100, got the number -1",
    },
    {
      name: "a text for a list",
      text: "services: all\n",
      expected: '.sekisho.yaml:1:11: services: expected a list, got "all"',
    },
  ])("refuse $name", ({ text, expected }) => {
    const errors = errorsOf(() => servicesOf(text));

    const isSaid = typeof expected === "string" ? errors.includes(expected) : expected.test(errors.join("\n"));
    expect({ isSaid, errors }).toEqual({ isSaid: true, errors });
  });

  test("are described by the schema of the configuration", () => {
    expect(configurationSchema(catalogue)).toMatchObject({
      properties: {
        services: { items: { required: ["name", "select", "holds"], properties: { select: { minProperties: 1 } } } },
        classes: { items: { required: ["name", "level", "demands"] } },
      },
    });
  });
});
