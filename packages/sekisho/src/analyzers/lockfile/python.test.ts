import { describe, expect, test } from "vitest";
import { condaEnvironment } from "./conda-environment.ts";
import { condaLock } from "./conda-lock.ts";
import { analyze, type Sample, summarise } from "./fixtures/sample.ts";
import { pdmLock } from "./pdm-lock.ts";
import { pipfileLock } from "./pipfile-lock.ts";
import { poetryLock } from "./poetry-lock.ts";
import { pylock } from "./pylock.ts";
import { requirements } from "./requirements.ts";
import { uvLock } from "./uv-lock.ts";

// Expected values: counted by hand in the sample; the samples have the form that the format's documentation shows.
const samples: readonly Sample[] = [
  {
    name: "requirements: pins, extras, markers, comments, continuation",
    analyzer: requirements,
    path: "requirements-dev.txt",
    text: `# comment
-r requirements-base.txt
--index-url https://user:secret@example.com/simple
Flask[async]==3.0.3 ; python_version >= "3.8"  # why
requests == 2.32.3 \\
    --hash=sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
numpy>=1.26,==1.26.4
odd===1.0-legacy
-e .
./local
git+https://github.com/o/p.git@0123456789012345678901234567890123456789#egg=p
`,
    packages: [
      "4 pypi Flask@3.0.3",
      "5 pypi requests@2.32.3",
      "7 pypi numpy@1.26.4",
      "8 pypi odd@1.0-legacy",
      "11 pypi p@0123456789012345678901234567890123456789",
    ],
  },
  {
    name: "requirements: what is not pinned is said",
    analyzer: requirements,
    path: "requirements.txt",
    text: `flask
django>=4
celery==5.*
-r ../other.txt
==1.0
`,
    packages: [],
    codes: [
      "lockfile/version-not-exact",
      "lockfile/version-not-exact",
      "lockfile/version-not-exact",
      "lockfile/include-not-followed",
    ],
  },
  {
    name: "Pipenv",
    analyzer: pipfileLock,
    path: "Pipfile.lock",
    text: `{ "_meta": { "hash": { "sha256": "x" } },
  "default": { "requests": { "version": "==2.32.3" }, "own": { "editable": true, "path": "." } },
  "develop": {
    "pytest": { "version": "==8.0.0", "markers": "python_version >= '3.8'" } } }
`,
    packages: ["2 pypi requests@2.32.3", "4 pypi pytest@8.0.0 dev"],
  },
  {
    name: "Poetry 2: groups",
    analyzer: poetryLock,
    path: "poetry.lock",
    text: `[[package]]
name = "flask"
version = "3.0.3"
groups = ["main"]
files = [
    {file = "flask-3.0.3.tar.gz", hash = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
]

[package.dependencies]
Werkzeug = ">=3.0.0"

[[package]]
name = "pytest"
version = "8.0.0"
groups = ["dev"]

[[package]]
name = "werkzeug"
version = "3.0.1"
groups = ["main", "dev"]

[[package]]
name = "own"
version = "0.1.0"
[package.source]
type = "directory"
url = "lib"

[metadata]
lock-version = "2.1"
`,
    packages: ["1 pypi flask@3.0.3", "12 pypi pytest@8.0.0 dev", "17 pypi werkzeug@3.0.1"],
  },
  {
    name: "uv: workspace, group, wheels",
    analyzer: uvLock,
    path: "uv.lock",
    text: `version = 1
requires-python = ">=3.11"

[[package]]
name = "demo"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "flask" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }]

[[package]]
name = "flask"
version = "3.0.3"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "werkzeug" }]

[[package]]
name = "pytest"
version = "8.0.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "werkzeug"
version = "3.0.1"
source = { registry = "https://pypi.org/simple" }
`,
    packages: ["13 pypi flask@3.0.3 direct", "19 pypi pytest@8.0.0 direct dev", "24 pypi werkzeug@3.0.1"],
  },
  {
    name: "PDM",
    analyzer: pdmLock,
    path: "pdm.lock",
    text: `[metadata]
groups = ["default", "dev"]
lock_version = "4.5.0"

[[package]]
name = "a"
version = "1.0"
groups = ["default"]
dependencies = ["B-x>=1"]

[[package]]
name = "b-x"
version = "1.5"
groups = ["dev"]
`,
    packages: ["5 pypi a@1.0", "11 pypi b-x@1.5 dev"],
  },
  {
    name: "pylock.toml, the example of PEP 751",
    analyzer: pylock,
    path: "pylock.toml",
    text: `lock-version = '1.0'
created-by = 'mousebender'

[[packages]]
name = 'attrs'
version = '25.1.0'
wheels = [
  {name = 'attrs-25.1.0-py3-none-any.whl', hashes = {sha256 = 'c75a69e28a550a7e93789579c22aa26b0f5b83b75dc4e08fe092980051e1090a'}},
]

[[packages]]
name = 'cattrs'
version = '24.1.2'
dependencies = [{name = 'attrs'}]
`,
    packages: ["4 pypi attrs@25.1.0", "11 pypi cattrs@24.1.2"],
  },
  {
    name: "conda-lock",
    analyzer: condaLock,
    path: "conda-lock.yml",
    text: `version: 1
metadata:
  channels:
  - url: conda-forge
    used_env_vars: []
package:
- name: bzip2
  version: 1.0.8
  manager: conda
  platform: linux-64
  dependencies:
    __glibc: '>=2.17'
    libgcc: '>=13'
  url: https://conda.anaconda.org/conda-forge/linux-64/bzip2-1.0.8-h4bc722e_7.conda
  hash:
    md5: 62ee74e96c5ebb0af99386de58cf9553
  category: main
  optional: false
- name: flask
  version: 3.0.3
  manager: pip
  platform: linux-64
  category: dev
  optional: true
`,
    packages: ["7 conda bzip2@1.0.8", "19 pypi flask@3.0.3 dev"],
  },
  {
    name: "conda environment",
    analyzer: condaEnvironment,
    path: "environment.yml",
    text: `name: demo
channels: [conda-forge]
dependencies:
  - python=3.11
  - numpy==1.26.4
  - conda-forge::openssl=3.2.1=hd590300_0
  - pip:
    - requests==2.32.3
`,
    packages: ["5 conda numpy@1.26.4", "6 conda openssl@3.2.1", "8 pypi requests@2.32.3"],
    codes: ["lockfile/version-not-exact"],
  },
];

describe("lock files of Python", () => {
  test.each(samples)("$name", (sample) => {
    const result = analyze(sample);

    expect(summarise(result)).toEqual(sample.packages);
    expect(result.diagnostics?.map(({ code }) => code)).toEqual(sample.codes ?? []);
  });

  test.each(samples)("$name: CRLF and a byte order mark change nothing", (sample) => {
    const text = `\uFEFF${sample.text.replaceAll("\n", "\r\n")}`;

    expect(summarise(analyze({ ...sample, text }))).toEqual(sample.packages);
  });
});
