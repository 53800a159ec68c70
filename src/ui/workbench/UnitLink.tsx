import { Fragment } from 'react';
import { Link } from 'react-router';

type Named = { readonly id: string; readonly name: string };

/** A unit's name, which opens its page: its tasks, what is due, how much is on time. */
export function UnitLink({ unit }: { unit: Named }) {
  return (
    <Link className="wb-unit" to={`/units/${unit.id}`}>
      {unit.name}
    </Link>
  );
}

/** Several, 、 between them. */
export function UnitLinks({ units }: { units: readonly Named[] }) {
  return units.map((unit, n) => (
    <Fragment key={unit.id}>
      {n > 0 && '、'}
      <UnitLink unit={unit} />
    </Fragment>
  ));
}
