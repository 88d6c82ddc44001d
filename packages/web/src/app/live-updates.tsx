import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type LiveKind, type LiveState, listenLive } from "../api/live.ts";
import { sessionQuery } from "../api/queries.ts";
import { refresh, topicsOf } from "../api/refresh.ts";
import { useTexts } from "../texts/define-texts.ts";
import styles from "./live-updates.module.css";
import { shellTexts } from "./shell-texts.ts";

/** Changes of so long are gathered: a hundred reports at once are read once. */
const gatherMs = 1_000;

/** Keeps what is shown up to date while the tab is in sight, and says so when it cannot. */
export function LiveUpdates() {
  const t = useTexts(shellTexts);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const mayLook = permissions.includes("findings:read");
  const isVisible = useVisible();
  const state = useLive(mayLook && isVisible);
  return (
    <div role="status" className={styles["notice"]} data-live={state}>
      {state === "lost" && t("connectionLost")}
    </div>
  );
}

function useLive(isWanted: boolean): LiveState | undefined {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>();
  const wasListening = useRef(false);
  useEffect(() => {
    if (!isWanted) return;
    const gathered = new Set<LiveKind>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const kind of gathered) void refresh(queries, topicsOf(kind));
      gathered.clear();
    };
    const stop = listenLive({
      connect: () => new EventSource("/api/v1/live"),
      onChange: (kind) => {
        gathered.add(kind);
        timer ??= setTimeout(flush, gatherMs);
      },
      onState: setState,
      isResumed: wasListening.current,
      chance: Math.random,
    });
    wasListening.current = true;
    return () => {
      clearTimeout(timer);
      stop();
      setState(undefined);
    };
  }, [queries, isWanted]);
  return state;
}

/** A browser has six connections for all tabs of one server: tabs that nobody sees hold none. */
function useVisible(): boolean {
  const [isVisible, setIsVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setIsVisible(!document.hidden);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return isVisible;
}
