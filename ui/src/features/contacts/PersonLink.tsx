import { Link } from "@tanstack/react-router";

/** A name that leads to the card of the contact. */
export function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link to="/" search={{ id }} data-testid="person-link">
      {name}
    </Link>
  );
}
