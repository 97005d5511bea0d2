import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyPreferences } from "@/app/preferences";
import { Tips } from "@/shared/ui/tips";
import { Toasts } from "@/shared/ui/toast";
import { DesignPage } from "./page";
import "@/app/theme/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("design.html has no #root");
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

applyPreferences();
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements {...(nonce ? { nonce } : {})}>
      <DesignPage />
      <Toasts />
      <Tips />
    </CSPProvider>
  </StrictMode>,
);
