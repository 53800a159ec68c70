import { type Allowed, allowed, type PersonId, type PlainDate, type Refusal, type UnitId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import { instructionRefusals } from './refusals.ts';

export type Urgency = 'urgent' | 'ordinary' | 'difficult';

/** How far one addressee has come. */
export type Answering = {
  readonly unit: UnitId;
  readonly state: 'given' | 'answered' | 'returned' | 'concluded';
  /** Who answered last: the one person who may not judge it. */
  readonly answeredBy: PersonId | null;
};

export type Instruction = {
  readonly about: { readonly type: string; readonly id: string };
  readonly author: PersonId;
  readonly authorUnit: UnitId;
  readonly informed: readonly UnitId[];
  readonly follower: UnitId;
  readonly dueDay: PlainDate | null;
  readonly urgency: Urgency | null;
  readonly givenAt: Fact['occurredAt'];
  readonly addressees: readonly Answering[];
  readonly withdrawn: boolean;
};

export const INSTRUCTION_ACTIONS = ['answer', 'conclude', 'return', 'withdraw'] as const;
export type InstructionAction = (typeof INSTRUCTION_ACTIONS)[number];

/** The instruction that its facts, in recorded order, describe. Undefined where the first does not give one. */
export function foldInstruction(facts: readonly Fact[]): Instruction | undefined {
  let instruction: Instruction | undefined;
  for (const fact of facts) instruction = follow(instruction, fact);
  return instruction;
}

function follow(instruction: Instruction | undefined, fact: Fact): Instruction | undefined {
  if (fact.kind === 'instruction.given') return given(fact);
  if (instruction === undefined) return undefined;
  switch (fact.kind) {
    case 'instruction.answered':
      return moved(instruction, fact, 'answered');
    case 'instruction.returned':
      return moved(instruction, fact, 'returned');
    case 'instruction.concluded':
      return moved(instruction, fact, 'concluded');
    case 'instruction.withdrawn':
      return { ...instruction, withdrawn: true };
    default:
      return instruction;
  }
}

function given(fact: Fact): Instruction {
  const data = fact.data as unknown as {
    about: string;
    aboutType: string;
    author: UnitId;
    addressees: readonly UnitId[];
    informed: readonly UnitId[];
    follower: UnitId;
    dueDay: PlainDate | null;
    urgency: Urgency | null;
  };
  const { about, aboutType, author, addressees, ...rest } = data;
  return {
    ...rest,
    about: { type: aboutType, id: about },
    author: fact.actor as PersonId,
    authorUnit: author,
    givenAt: fact.occurredAt,
    addressees: addressees.map((unit) => ({ unit, state: 'given', answeredBy: null })),
    withdrawn: false,
  };
}

function moved(instruction: Instruction, fact: Fact, state: Answering['state']): Instruction {
  return {
    ...instruction,
    addressees: instruction.addressees.map((one) =>
      one.unit === fact.data.unit
        ? { unit: one.unit, state, answeredBy: state === 'answered' ? (fact.actor as PersonId) : one.answeredBy }
        : one,
    ),
  };
}

/** Whether the life of the instruction allows it now, for a unit and a person. Roles and relations are asked elsewhere. */
export function mayNow(
  instruction: Instruction,
  action: InstructionAction,
  unit: UnitId | null,
  person: PersonId,
): Allowed | Refusal {
  if (instruction.withdrawn) return instructionRefusals.withdrawn();
  const one = instruction.addressees.find((candidate) => candidate.unit === unit);
  switch (action) {
    case 'answer':
      if (one === undefined || one.state === 'concluded') return instructionRefusals.nothingToAnswer();
      return one.state === 'answered' ? instructionRefusals.answered() : allowed;
    case 'conclude':
    case 'return':
      if (one?.state !== 'answered') return instructionRefusals.nothingToJudge();
      return one.answeredBy === person ? instructionRefusals.ownAnswer() : allowed;
    case 'withdraw':
      if (instruction.author !== person) return instructionRefusals.notAuthor();
      return instruction.addressees.every(({ state }) => state === 'given') ? allowed : instructionRefusals.underWay();
  }
}

/** Whether an instruction may be given so: a day or an urgency needs somebody to keep it. */
export function mayGive(
  wish: { readonly addressees: readonly string[]; readonly dueDay: PlainDate | null; readonly urgency: Urgency | null },
  today: PlainDate,
): Allowed | Refusal {
  if ((wish.dueDay !== null || wish.urgency !== null) && wish.addressees.length === 0)
    return instructionRefusals.nobodyForDay();
  return wish.dueDay !== null && wish.dueDay < today ? instructionRefusals.dayPast() : allowed;
}

/** Whether nobody is left to answer once this unit's part is done. */
export function isLastToConclude(instruction: Instruction, unit: UnitId): boolean {
  return instruction.addressees.every((one) => one.unit === unit || one.state === 'concluded');
}
