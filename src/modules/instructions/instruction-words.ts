/** How the state of an instruction, and of one addressee, is said to people. */
const STATE_WORDS: Readonly<Record<string, string>> = {
  given: '已批示',
  answered: '已报告办理情况, 待办结',
  returned: '已退回补办',
  concluded: '已办结',
  closed: '已办结',
  void: '已撤回',
};

export function stateWords(state: string): string {
  return STATE_WORDS[state] ?? state;
}

/** 关于「疏浚城区河段」的批示: the words themselves are shown to those named only, its title is not. */
export function titleWords(matter: string): string {
  return `关于「${matter.replace(/。$/, '')}」的批示`;
}

export const STATES = ['given', 'answered', 'returned', 'closed', 'void'] as const;

export const URGENCY_WORDS = { urgent: '急件', ordinary: '一般件', difficult: '难件' } as const;

/** How the contents of its facts are called on the timeline. */
export const CONTENT_WORDS: Readonly<Record<string, string>> = {
  words: '批示',
  result: '办理情况',
  opinion: '意见',
  reason: '理由',
};
