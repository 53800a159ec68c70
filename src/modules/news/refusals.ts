import { refuse } from '#core/kernel';

export const newsRefusals = {
  hidden: () => refuse('NEWS-01', '没有这篇文稿'),
  withdrawn: () => refuse('NEWS-02', '这篇文稿已经撤下, 不能再更正; 请另发一篇'),
  notPublic: () => refuse('NEWS-03', '没有这篇文稿, 或已经撤下'),
  same: () => refuse('NEWS-04', '标题和正文都没有改动'),
};
