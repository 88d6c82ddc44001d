import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { readTemplateOutline } from "./template-outline.ts";
import { traceTemplate } from "./trace-template.ts";

/** Expected places were found by hand: they are named by the text that stands there. */
interface Example {
  readonly name: string;
  readonly template: string;
  readonly helpers?: string;
  readonly values?: string;
  /** What helm 4.1.4 gives out for the template. */
  readonly rendered: string;
  readonly pointer: string;
  readonly expected: readonly ["template" | "values" | "helpers", string] | undefined;
}

function placeOf(example: Example): readonly [string, string] | undefined {
  const { template, helpers = "", values = "", rendered, pointer } = example;
  const texts: Readonly<Record<string, string>> = { template, helpers, values };
  const root = parseYamlSource(rendered)[0]?.root;
  if (root === undefined) throw new Error("the rendered text of the example is no YAML");
  const definitions = [...readTemplateOutline(helpers).definitions].map(
    ([name, node]) => [name, { path: "helpers", node }] as const,
  );
  const place = traceTemplate(root, pointer, {
    template: { path: "template", outline: readTemplateOutline(template), chosen: new WeakMap() },
    definitions: new Map(definitions),
    values: [{ path: "values", root: parseYamlSource(values)[0]?.root, prefix: [] }],
  });
  if (place === undefined) return undefined;
  const text = texts[place.path] ?? "";
  return [place.path, text.slice(place.range.start, place.range.end).split("\n", 1)[0] ?? ""];
}

const pod = "kind: Pod\nspec:\n  containers:\n";

describe("traceTemplate", () => {
  test.each<Example>([
    {
      name: "a literal line",
      template: "kind: Pod\nspec:\n  hostPID: true\n",
      rendered: "kind: Pod\nspec:\n  hostPID: true\n",
      pointer: "/spec/hostPID",
      expected: ["template", "hostPID: true"],
    },
    {
      name: "a value alone",
      template: "kind: Pod\nspec:\n  hostPID: {{ .Values.pod.hostPID }}\n",
      values: "pod:\n  # why\n  hostPID: true\n",
      rendered: "kind: Pod\nspec:\n  hostPID: true\n",
      pointer: "/spec/hostPID",
      expected: ["values", "hostPID: true"],
    },
    {
      name: "a value in quotes, with a default",
      template: 'kind: Pod\nspec:\n  hostname: "{{ .Values.host | default "web" }}"\n',
      values: "host: db\n",
      rendered: "kind: Pod\nspec:\n  hostname: db\n",
      pointer: "/spec/hostname",
      expected: ["values", "host: db"],
    },
    {
      name: "a default that no values file overrides",
      template: 'kind: Pod\nspec:\n  hostname: {{ .Values.host | default "web" }}\n',
      rendered: "kind: Pod\nspec:\n  hostname: web\n",
      pointer: "/spec/hostname",
      expected: ["template", 'hostname: {{ .Values.host | default "web" }}'],
    },
    {
      name: "two values in one text",
      template: `${pod}  - name: app\n    image: "{{ .Values.image }}:{{ .Values.tag }}"\n`,
      values: "image: nginx\ntag: latest\n",
      rendered: `${pod}  - name: app\n    image: "nginx:latest"\n`,
      pointer: "/spec/containers/0/image",
      expected: ["template", 'image: "{{ .Values.image }}:{{ .Values.tag }}"'],
    },
    {
      name: "toYaml below with: the key inside of the value",
      template: `${pod}  - name: app\n    {{- with .Values.security }}\n    securityContext:\n      {{- toYaml . | nindent 6 }}\n    {{- end }}\n`,
      values: "security:\n  privileged: true\n",
      rendered: `${pod}  - name: app\n    securityContext:\n      privileged: true\n`,
      pointer: "/spec/containers/0/securityContext/privileged",
      expected: ["values", "privileged: true"],
    },
    {
      name: "a key that is missing, but has a place in the values",
      template: `${pod}  - name: app\n    resources: {{- toYaml .Values.resources | nindent 6 }}\n`,
      values: "resources: {}\n",
      rendered: `${pod}  - name: app\n    resources:\n      {}\n`,
      pointer: "/spec/containers/0/resources/limits",
      expected: ["values", "resources: {}"],
    },
    {
      name: "a key that is missing altogether",
      template: `${pod}  - name: {{ .Values.name }}\n    image: x\n`,
      values: "name: app\n",
      rendered: `${pod}  - name: app\n    image: x\n`,
      pointer: "/spec/containers/0/resources",
      expected: ["template", "- name: {{ .Values.name }}"],
    },
    {
      name: "an element of a loop",
      template: `${pod}  - name: app\n  {{- range .Values.more }}\n  - name: {{ .name }}\n    image: {{ .image | quote }}\n  {{- end }}\n`,
      values: "more:\n- name: one\n  image: a\n- name: two\n  image: b\n",
      rendered: `${pod}  - name: app\n  - name: one\n    image: "a"\n  - name: two\n    image: "b"\n`,
      pointer: "/spec/containers/2/image",
      expected: ["values", "image: b"],
    },
    {
      name: "a loop with a variable",
      template: `${pod}  {{- range $index, $each := .Values.more }}\n  - name: c{{ $index }}\n    image: {{ $each.image }}\n  {{- end }}\n`,
      values: "more:\n- image: a\n- image: b\n",
      rendered: `${pod}  - name: c0\n    image: a\n  - name: c1\n    image: b\n`,
      pointer: "/spec/containers/1/image",
      expected: ["values", "image: b"],
    },
    {
      name: "the branch that was taken",
      template:
        "kind: Pod\nspec:\n  {{- if .Values.old }}\n  hostPID: true\n  {{- else }}\n  hostPID: false # new\n  {{- end }}\n",
      rendered: "kind: Pod\nspec:\n  hostPID: false # new\n",
      pointer: "/spec/hostPID",
      expected: ["template", "hostPID: false # new"],
    },
    {
      name: "a definition of another file",
      template: 'kind: Pod\nspec:\n  {{- include "pod" . | nindent 2 }}\n',
      helpers: '{{- define "pod" -}}\nhostPID: true\nhostIPC: {{ .Values.ipc }}\n{{- end -}}\n',
      rendered: "kind: Pod\nspec:\n  hostPID: true\n  hostIPC: true\n",
      pointer: "/spec/hostPID",
      expected: ["helpers", "hostPID: true"],
    },
    {
      name: "a definition that is called with a dict",
      template: 'kind: Pod\nspec: {{- include "pod" (dict "settings" .Values.pod "context" $) | nindent 2 }}\n',
      helpers: '{{- define "pod" -}}\nhostIPC: {{ .settings.ipc }}\n{{- end -}}\n',
      values: "pod: {ipc: true}\n",
      rendered: "kind: Pod\nspec:\n  hostIPC: true\n",
      pointer: "/spec/hostIPC",
      expected: ["values", "ipc: true"],
    },
    {
      name: "index with keys that are no names",
      template: 'kind: Pod\nspec:\n  hostPID: {{ index .Values "my-pod" "host-pid" }}\n',
      values: "my-pod:\n  host-pid: true\n",
      rendered: "kind: Pod\nspec:\n  hostPID: true\n",
      pointer: "/spec/hostPID",
      expected: ["values", "host-pid: true"],
    },
    {
      name: "the document of several that fits",
      template: "kind: Service\nmetadata:\n  name: a\n---\nkind: Pod\nmetadata:\n  name: b # here\n",
      rendered: "kind: Pod\nmetadata:\n  name: b # here\n",
      pointer: "/metadata/name",
      expected: ["template", "name: b # here"],
    },
    {
      name: "a template without output",
      template: "{{- /* nothing */ -}}\n",
      rendered: "kind: Pod\n",
      pointer: "/kind",
      expected: undefined,
    },
  ])("finds $name", (example) => {
    const place = placeOf(example);

    expect(place).toEqual(example.expected);
  });

  test("definitions that call each other end", () => {
    const place = placeOf({
      name: "loop",
      template: 'kind: Pod\nspec:\n  {{- include "a" . | nindent 2 }}\n',
      helpers: '{{ define "a" }}\n{{ include "b" . }}\n{{ end }}\n{{ define "b" }}\n{{ include "a" . }}\n{{ end }}\n',
      rendered: "kind: Pod\nspec:\n  hostPID: true\n",
      pointer: "/spec/hostPID",
      expected: undefined,
    });

    expect(place).toEqual(["template", '{{- include "a" . | nindent 2 }}']);
  });
});
