import { getRouteApi } from "@tanstack/react-router";
import { FindingLook } from "./finding-drawer.tsx";

const address = getRouteApi("/shell/findings/$finding");

/** One finding, by its own address. */
export function FindingPage() {
  const { finding } = address.useParams();
  return <FindingLook finding={finding} />;
}
