import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useBlocker } from "@tanstack/react-router";
import { Button } from "@/shared/ui/button";
import { ConfirmDialog } from "@/shared/ui/dialog";

interface Props {
  /** Something would be lost by going away. */
  dirty: boolean;
  /** What that is: "the changes of ORDERS". */
  what: string;
}

/** Asks before what was typed is lost, also when the whole page goes. Another view of the same page loses nothing. */
export function LeaveGuard({ dirty, what }: Props) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={status === "blocked"}
      onOpenChange={(open) => {
        if (!open) reset?.();
      }}
      title="Leave without saving?"
      actions={
        <>
          <AlertDialog.Close
            render={
              <Button look="ink" size="form">
                Stay
              </Button>
            }
          />
          <Button look="danger" size="form" onClick={() => proceed?.()}>
            Leave and drop them
          </Button>
        </>
      }
    >
      <p>Nothing of {what} is saved yet.</p>
    </ConfirmDialog>
  );
}
