import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { noticePresses } from "@/connection/asked";
import { applyPreferences } from "./preferences";
import { Providers } from "./providers";
import "./theme/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

applyPreferences();
noticePresses();

createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
