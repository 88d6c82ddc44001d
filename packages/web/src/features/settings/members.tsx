import { Button, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, type InputOf, request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { PageFailure } from "../../components/page-failure.tsx";
import { Loading } from "../../components/page-state.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { MadeLink } from "./made-link.tsx";
import { MemberProjects } from "./member-projects.tsx";
import styles from "./page.module.css";
import { roles } from "./roles.ts";
import { settingsTexts } from "./texts.ts";

type Member = AnswerOf<"GET /api/v1/members">["members"][number];
type Change = InputOf<"PATCH /api/v1/members/{account}">["body"];

type OwnRole = Pick<AnswerOf<"GET /api/v1/roles">["roles"][number], "id" | "title">;

interface MembersProps {
  readonly managesAccounts: boolean;
}

/** Everybody of the tenant. */
export function Members({ managesAccounts }: MembersProps) {
  const t = useTexts(settingsTexts);
  const { data, error, refetch } = useQuery(reading("GET /api/v1/members", {}));
  const queries = useQueryClient();
  const [limiting, setLimiting] = useState<string>();
  const change = useMutation({
    mutationFn: ({ account, ...body }: Change & { readonly account: string }) =>
      request("PATCH /api/v1/members/{account}", { path: { account }, body }),
    onSettled: () => refresh(queries),
  });
  const give = useMutation({
    mutationFn: ({ account, role }: { readonly account: string; readonly role: string }) =>
      request("PUT /api/v1/members/{account}/custom-role", { path: { account }, body: { role } }),
    onSettled: () => refresh(queries),
  });
  const ownRoles = useQuery(reading("GET /api/v1/roles", {})).data?.roles.filter(({ scope }) => scope === "tenant");
  const link = useMutation({
    mutationFn: (account: string) => request("POST /api/v1/members/{account}/password-link", { path: { account } }),
  });
  if (error !== null) return <PageFailure error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Loading height={200} />;
  const limited = data.members.find(({ id }) => id === limiting);
  const failure = change.error ?? give.error ?? link.error;
  return (
    <section className={styles["panel"]}>
      <h2>{t("members")}</h2>
      <FailureLine error={failure} />
      {link.data !== undefined && <MadeLink made={link.data} />}
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th>{t("email")}</th>
            <th>{t("name")}</th>
            <th>{t("role")}</th>
            <th>{t("projects")}</th>
            <th>{t("seen")}</th>
            {managesAccounts && <th>{t("actions")}</th>}
          </tr>
        </thead>
        <tbody>
          {data.members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              managesAccounts={managesAccounts}
              ownRoles={ownRoles ?? []}
              onChange={(body) => change.mutate({ account: member.id, ...body })}
              onOwnRole={(role) => give.mutate({ account: member.id, role })}
              onLink={() => link.mutate(member.id)}
              onLimit={() => setLimiting(member.id)}
            />
          ))}
        </tbody>
      </table>
      {limited !== undefined && <MemberProjects member={limited} onClose={() => setLimiting(undefined)} />}
    </section>
  );
}

interface MemberRowProps extends MembersProps {
  readonly member: Member;
  /** Roles that the tenant made. */
  readonly ownRoles: readonly OwnRole[];
  readonly onChange: (change: Change) => void;
  readonly onOwnRole: (role: string) => void;
  readonly onLink: () => void;
  /** Which projects the member sees is asked for. */
  readonly onLimit: () => void;
}

function MemberRow(props: MemberRowProps) {
  const { member, managesAccounts, onChange, onLink, onLimit } = props;
  const t = useTexts(settingsTexts);
  const { moment } = useFormats();
  const { email, name, role, customRole, projects, seenAt, disabledAt } = member;
  return (
    <tr>
      <td>{email}</td>
      <td>{name}</td>
      <td>{managesAccounts ? <RoleChoice {...props} /> : (customRole?.title ?? t(role))}</td>
      <td>
        {projects === null
          ? t("allProjects")
          : projects.map((one) => <div key={one.project}>{`${one.project}: ${t(one.role)}`}</div>)}
      </td>
      <td>{seenAt === null ? t("never") : moment(seenAt)}</td>
      {managesAccounts && (
        <td className={styles["actions"]}>
          {disabledAt === null ? (
            <>
              <Button size="compact-xs" variant="default" aria-label={t("projectsButton", { email })} onClick={onLimit}>
                {t("projects")}
              </Button>
              <Button size="compact-xs" variant="default" onClick={onLink}>
                {t("newPassword")}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => onChange({ isDisabled: true })}>
                {t("shutAccount")}
              </Button>
            </>
          ) : (
            <>
              <strong>{t("shut")}</strong>
              <Button size="compact-xs" variant="default" onClick={() => onChange({ isDisabled: false })}>
                {t("openAccount")}
              </Button>
            </>
          )}
        </td>
      )}
    </tr>
  );
}

/** What somebody is: one of the roles that are there, or one that the tenant made. */
function RoleChoice({ member: { email, role, customRole }, ownRoles, onChange, onOwnRole }: MemberRowProps) {
  const t = useTexts(settingsTexts);
  const builtIn = roles.map((value) => ({ value, label: t(value) }));
  const own = ownRoles.map(({ id, title }) => ({ value: id, label: title }));
  return (
    <Select
      size="xs"
      aria-label={t("roleOf", { email })}
      data={
        own.length === 0
          ? builtIn
          : [
              { group: t("builtInRoles"), items: builtIn },
              { group: t("ownRoles"), items: own },
            ]
      }
      value={customRole?.id ?? role}
      allowDeselect={false}
      onChange={(value) => {
        const known = roles.find((one) => one === value);
        if (known !== undefined) onChange({ role: known });
        else if (value !== null) onOwnRole(value);
      }}
    />
  );
}
