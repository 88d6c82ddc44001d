import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import "./app/mantine.css";
import "./app/tokens.css";

const root = document.getElementById("root");
if (root === null) throw new Error("expected an element with the id root in the page");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
