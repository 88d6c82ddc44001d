import { Button, Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { PageFailure } from "../../components/page-failure.tsx";
import { Loading } from "../../components/page-state.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { FindingView } from "./finding-view.tsx";
import { findingTexts } from "./texts.ts";

interface FindingDrawerProps {
  readonly finding: string | undefined;
  readonly onClose: () => void;
}

/** A look at one finding without leaving the list. */
export function FindingDrawer({ finding, onClose }: FindingDrawerProps) {
  const t = useTexts(findingTexts);
  return (
    <Drawer
      opened={finding !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("finding")}
      closeButtonProps={{ "aria-label": t("close") }}
      // Locking the page's scrolling writes styles into the page, which its policy forbids; the list scrolls by itself.
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      {finding !== undefined && (
        <>
          <Button component={Link} to={`/findings/${finding}`} variant="default" size="compact-sm">
            {t("openPage")}
          </Button>
          <FindingLook finding={finding} />
        </>
      )}
    </Drawer>
  );
}

interface FindingLookProps {
  readonly finding: string;
}

/** Reads a finding and shows it. */
export function FindingLook({ finding }: FindingLookProps) {
  const { data, error, refetch } = useQuery(reading("GET /api/v1/findings/{finding}/page", { path: { finding } }));
  if (error !== null) return <PageFailure error={error} reset={() => void refetch()} />;
  return data === undefined ? <Loading height={480} /> : <FindingView page={data} />;
}
