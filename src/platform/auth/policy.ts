import type { PlainDate, Refusal } from '#core/kernel';
import { authRefusals } from './refusals.ts';

/** Numbers of signing in, in force from a day. The standard asks for the measure; the numbers are common practice. */
export type SignInPolicy = {
  readonly from: string;
  readonly basis: string;
  readonly password: {
    readonly minimumLength: number;
    readonly maximumLength: number;
    /** Of: lower case, capitals, figures, other signs (Chinese characters count as other). */
    readonly minimumClasses: number;
    /** How many earlier ones may not be used again. */
    readonly history: number;
    /** Days after which it must be changed. */
    readonly maximumAgeDays: number;
  };
  readonly lockout: {
    readonly failures: number;
    readonly withinMinutes: number;
    readonly lockMinutes: number;
  };
  /** Failures from one address, whatever the names. An office may share one address. */
  readonly throttle: { readonly failures: number; readonly withinMinutes: number };
  readonly session: { readonly idleMinutes: number; readonly longestHours: number };
};

const POLICIES: readonly SignInPolicy[] = [
  {
    from: '2019-12-01',
    basis: 'GB/T 22239-2019 第8.1.4.1条 身份鉴别 a)、b) 项 (口令复杂度与定期更换、登录失败处理、超时退出); 数值为惯例',
    password: { minimumLength: 10, maximumLength: 128, minimumClasses: 2, history: 5, maximumAgeDays: 180 },
    lockout: { failures: 5, withinMinutes: 15, lockMinutes: 15 },
    throttle: { failures: 60, withinMinutes: 5 },
    session: { idleMinutes: 30, longestHours: 12 },
  },
];

/** The policy in force on the day: the last one that began on or before it. */
export function signInPolicyOn(day: PlainDate): SignInPolicy {
  const inForce = POLICIES.filter((policy) => policy.from <= day).at(-1) ?? POLICIES[0];
  if (inForce === undefined) throw new Error('no sign-in policy');
  return inForce;
}

/** Guessed first by everybody. Compared without case, and with figures and signs at the end taken off. */
const GUESSED_FIRST = new Set(
  'password passw0rd p@ssword p@ssw0rd admin administrator welcome letmein qwerty qwertyuiop asdfghjkl zxcvbnm qazwsx 1qaz2wsx abc abcd abcdef iloveyou woaini mima guanliyuan root test'.split(
    ' ',
  ),
);

/** Says what a password lacks, or undefined when it will do. */
export function passwordFault(
  password: string,
  username: string,
  policy: SignInPolicy['password'],
): Refusal | undefined {
  const characters = [...password];
  if (characters.length < policy.minimumLength) return authRefusals.weak(`密码至少 ${policy.minimumLength} 位`);
  if (characters.length > policy.maximumLength) return authRefusals.weak(`密码最多 ${policy.maximumLength} 位`);
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((one) => one.test(password));
  if (classes.length < policy.minimumClasses)
    return authRefusals.weak(`密码须含小写字母、大写字母、数字、符号中的至少 ${policy.minimumClasses} 种`);
  const plain = password.toLowerCase();
  if (username.length >= 3 && plain.includes(username.toLowerCase())) return authRefusals.weak('密码不能包含用户名');
  if (
    GUESSED_FIRST.has(plain.replace(/[^\p{L}@]+$/u, '')) ||
    GUESSED_FIRST.has(plain) ||
    new Set(characters).size < 4 ||
    isRun(plain)
  )
    return authRefusals.weak('这个密码太常见, 容易被猜中, 请换一个');
  return undefined;
}

/** 1234567890, abcdefghij, and the same backwards. */
function isRun(text: string): boolean {
  const steps = new Set<number>();
  for (let index = 1; index < text.length; index += 1) {
    steps.add((text.charCodeAt(index) - text.charCodeAt(index - 1) + 10) % 10);
  }
  return steps.size === 1;
}

/** The name as it is stored and compared; undefined when no account may have it. */
export function usernameOf(text: string): string | undefined {
  const name = text.normalize('NFKC').trim().toLowerCase();
  return /^[\p{L}\p{Nd}._-]{2,32}$/u.test(name) ? name : undefined;
}

/** 浏览器与系统, in short, for the list of sessions. */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  const browser =
    [
      ['MicroMessenger', '微信'],
      ['Edg/', 'Edge'],
      ['Firefox/', 'Firefox'],
      ['Chrome/', 'Chrome'],
      ['Safari/', 'Safari'],
    ].find(([mark = '']) => text.includes(mark))?.[1] ?? '其他程序';
  const system = [
    ['Windows', 'Windows'],
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Mac OS X', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark = '']) => text.includes(mark))?.[1];
  return system === undefined ? browser : `${browser} (${system})`;
}
