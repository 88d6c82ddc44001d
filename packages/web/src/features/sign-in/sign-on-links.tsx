import { useQuery } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { ProviderButtons } from "../../components/provider-buttons.tsx";

interface SignOnLinksProps {
  /** The tenant whose providers are offered; the usual one when left out. */
  readonly tenant: string | undefined;
}

/** The providers at which people of a tenant sign in. */
export function SignOnLinks({ tenant }: SignOnLinksProps) {
  const { data } = useQuery(reading("GET /api/v1/sign-on", { query: tenant === undefined ? {} : { tenant } }));
  return <ProviderButtons tenant={tenant} providers={data?.providers ?? []} />;
}
