import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading, sessionQuery } from "../../api/queries.ts";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Empty } from "../../components/page-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import type { TenantRole } from "./permission-groups.ts";
import { RoleForm } from "./role-form.tsx";
import { RoleList } from "./role-list.tsx";
import { roleTexts } from "./texts.ts";

/** Roles of exactly what somebody is to do. */
export function RolesPage() {
  const t = useTexts(roleTexts);
  const query = useQuery(reading("GET /api/v1/roles", {}));
  const mayChange = useSuspenseQuery(sessionQuery).data.permissions.includes("accounts:manage");
  const [changed, setChanged] = useState<TenantRole>();
  return (
    <DetailPage title={t("title")} list={{ to: "/settings", title: t("settings") }} facts={t("meaning")}>
      <QueryView query={query} height={200}>
        {({ roles }) =>
          roles.length === 0 ? (
            <Empty title={t("none")}>
              <p>{t("noneNext")}</p>
            </Empty>
          ) : (
            <RoleList roles={roles} onChange={mayChange ? setChanged : undefined} />
          )
        }
      </QueryView>
      {mayChange && (
        <Panel title={t("newRole")}>
          <RoleForm onKept={() => undefined} />
        </Panel>
      )}
      {changed !== undefined && (
        <Dialog title={t("changeOne", { title: changed.title })} onClose={() => setChanged(undefined)}>
          <RoleForm key={changed.id} role={changed} onKept={() => setChanged(undefined)} />
        </Dialog>
      )}
    </DetailPage>
  );
}
