import { createMemoryHistory, type RouterHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { Providers } from "@/app/providers";

/** Opens the whole page at an address, as a browser would, and a person to use it. */
export function openPage(path: string): { user: UserEvent; history: RouterHistory } {
  const history = createMemoryHistory({ initialEntries: [path] });
  render(<Providers history={history} />);
  return { user: userEvent.setup(), history };
}
