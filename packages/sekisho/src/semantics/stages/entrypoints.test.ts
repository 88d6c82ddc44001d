import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "./build-model.ts";
import { privilegesAtStart } from "./entrypoints.ts";

// gosu and su-exec: their READMEs; setpriv(1), runuser(1), chroot(1), su(1); the entrypoints of docker-library images.
test.each([
  {
    name: "gosu",
    lines: ['ENTRYPOINT ["gosu", "app:app", "run"]'],
    expected: { kind: "dropped", program: "gosu", user: "app:app" },
  },
  {
    name: "su-exec behind tini",
    lines: ['ENTRYPOINT ["/sbin/tini", "--", "/sbin/su-exec", "1000", "run"]'],
    expected: { kind: "dropped", program: "su-exec", user: "1000" },
  },
  {
    name: "setpriv",
    lines: ['ENTRYPOINT ["setpriv", "--reuid=1000", "--clear-groups", "run"]'],
    expected: { kind: "dropped", program: "setpriv", user: "1000" },
  },
  {
    name: "chroot",
    lines: ['ENTRYPOINT ["chroot", "--userspec", "app", "/", "run"]'],
    expected: { kind: "dropped", program: "chroot", user: "app" },
  },
  {
    name: "runuser",
    lines: ['CMD ["runuser", "-u", "app", "--", "run"]'],
    expected: { kind: "dropped", program: "runuser", user: "app" },
  },
  {
    name: "s6-setuidgid in shell form",
    lines: ["CMD exec s6-setuidgid app run"],
    expected: { kind: "dropped", program: "s6-setuidgid", user: "app" },
  },
  {
    name: "gosu in a shell's second command",
    lines: ["ENTRYPOINT chown app /data && exec gosu app run"],
    expected: { kind: "dropped", program: "gosu", user: "app" },
  },
  {
    name: "su in shell form",
    lines: ['CMD su app -c "run"'],
    expected: { kind: "dropped", program: "su", user: "app" },
  },
  {
    name: "su with its command before the user",
    lines: ['CMD ["su", "-s", "/bin/sh", "-c", "run", "app"]'],
    expected: { kind: "dropped", program: "su", user: "app" },
  },
  { name: "su without a user stays root", lines: ['CMD ["su", "-c", "run"]'], expected: { kind: "kept" } },
  {
    name: "gosu behind a starter whose option takes a value",
    lines: ['ENTRYPOINT ["nice", "-n", "5", "gosu", "app", "run"]'],
    expected: { kind: "dropped", program: "gosu", user: "app" },
  },
  { name: "gosu to root", lines: ['ENTRYPOINT ["gosu", "root", "run"]'], expected: { kind: "kept" } },
  {
    name: "gosu in CMD behind dumb-init",
    lines: ['ENTRYPOINT ["dumb-init", "--"]', 'CMD ["gosu", "app", "run"]'],
    expected: { kind: "dropped", program: "gosu", user: "app" },
  },
  { name: "a program", lines: ['CMD ["/usr/bin/server"]'], expected: { kind: "kept" } },
  {
    name: "a script",
    lines: ['ENTRYPOINT ["/entrypoint.sh"]'],
    expected: { kind: "unknown", program: "entrypoint.sh" },
  },
  { name: "nothing", lines: [], expected: { kind: "kept" } },
])("on an unknown image: $name", ({ lines, expected }) => {
  expect(privileges(["FROM example.com/base", ...lines])).toEqual(expected);
});

test.each([
  {
    name: "postgres",
    lines: ["FROM postgres:17"],
    expected: { kind: "dropped", program: "docker-entrypoint.sh", user: "postgres" },
  },
  {
    name: "redis from a mirror",
    lines: ["FROM public.ecr.aws/docker/library/redis:8"],
    expected: { kind: "dropped", program: "docker-entrypoint.sh", user: "redis" },
  },
  {
    name: "mysql with its entrypoint named again",
    lines: ["FROM mysql:8.4", 'ENTRYPOINT ["docker-entrypoint.sh"]'],
    expected: { kind: "dropped", program: "docker-entrypoint.sh", user: "mysql" },
  },
  {
    name: "mysql with another program",
    lines: ["FROM mysql:8.4", 'ENTRYPOINT ["mysqld"]'],
    expected: { kind: "kept" },
  },
  {
    name: "mysql with another script",
    lines: ["FROM mysql:8.4", 'ENTRYPOINT ["/my.sh"]'],
    expected: { kind: "unknown", program: "my.sh" },
  },
  {
    name: "node, whose entrypoint drops nothing",
    lines: ["FROM node:22"],
    expected: { kind: "unknown", program: "docker-entrypoint.sh" },
  },
])("on a known image: $name", ({ lines, expected }) => {
  expect(privileges(lines)).toEqual(expected);
});

function privileges(lines: readonly string[]) {
  const { target } = buildModel(parseDockerfile(createSourceText("Dockerfile", lines.join("\n"))), {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-01-31",
  });
  if (target === undefined) throw new Error("no target");
  return privilegesAtStart(target);
}
