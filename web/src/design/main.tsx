import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyPreferences } from "@/app/preferences";
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
      <Tooltip.Provider>
        <DesignPage />
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  </StrictMode>,
);
