import { GitMerge } from "lucide-react";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";

interface Props {
  name: string;
  /** Something is typed that is not saved. */
  dirty: boolean;
  onShow: () => void;
}

/** Over an editor: somebody else has changed what is edited. */
export function ChangedNotice({ name, dirty, onShow }: Props) {
  return (
    <Notice
      tone="warn"
      icon={GitMerge}
      title={`${name} was changed since you opened it.`}
      action={
        <Button size="sm" onClick={onShow}>
          {dirty ? "Compare" : "Show it"}
        </Button>
      }
    >
      {dirty ? "Nothing of yours is lost." : null}
    </Notice>
  );
}
