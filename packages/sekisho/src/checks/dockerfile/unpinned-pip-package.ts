import { pipPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedPipPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-pip-package",
  aliases: ["hadolint:DL3013"],
  title: { en: "Python package without a version", ja: "バージョンを固定していない Python パッケージ" },
  severity: "low",
  severityReason: {
    en: "Anyone can publish to a language registry at any time; a hijacked package reaches the very next build.",
    ja: "プログラミング言語のレジストリには、誰でもいつでも新しいバージョンを公開できます。乗っ取られたパッケージは次のビルドから取り込まれます。",
  },
  why: {
    en: "The same Dockerfile gives different images on different days. What is delivered is not what was tested, and a failure caused by a new version is hard to trace.",
    ja: "同じ Dockerfile から異なるイメージが作られます。テストした内容と出荷する内容が一致せず、新しいバージョンに起因する不具合の調査も難しくなります。",
  },
  remediation: {
    en: "Write `name==version`, or install from a requirements or lock file with hashes.",
    ja: "`name==version` の形で指定するか、ハッシュ値を記載した requirements ファイルやロックファイルからインストールしてください。",
  },
  sources: ['pip documentation, "Repeatable Installs"', "hadolint DL3013"],
  examples: {
    fail: [
      "FROM python:3.13\nRUN pip install flask",
      "FROM python:3.13\nRUN python3 -m pip install --index-url https://example.com/simple flask",
      "FROM python:3.13\nRUN pip3.13 install --upgrade pip",
      "FROM python:3.13\nRUN pip install git+https://github.com/rtfd/r-ext.git#egg=r-ext",
      "FROM python:3.13\nRUN uv pip install --system flask",
    ],
    pass: [
      "FROM python:3.13\nRUN pip install -r requirements.txt",
      "FROM python:3.13\nRUN pip install 'flask>=3' django~=5.1 requests[socks]==2.32.3",
      "FROM python:3.13\nRUN pip install flask -c constraints.txt",
      "FROM python:3.13\nRUN pip install . ./dist/tool.whl 'tool @ https://example.com/tool.whl'",
      "FROM python:3.13\nRUN pip install git+ssh://git@github.com/rtfd/r-ext.git@0.6#egg=r-ext",
      "FROM python:3.13\nRUN pipenv install flask && poetry install",
      "FROM python:3.13\nENV PIP_CONSTRAINT=/constraints.txt\nRUN pip install flask",
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, pipPins);
  },
});
