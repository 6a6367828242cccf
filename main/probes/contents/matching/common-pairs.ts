/** The commonest pairs of letters in English, the commonest first: a needle waits at another of its pairs if it can. */
export const COMMON_PAIRS = (
  'th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al de se le sa si ar ve ra ld ur ri ro ic ne me li ' +
  'la el ce ma ss om pe ho lo ut no io ec ta ge ch ll ot us ca so be wh ns ac ai tr di rs co ur mo un ul ad ow po ly ie sh wi il tt ee em ' +
  'ho pr ct id ol am ke ay pa fo ir wa ni pl op sp ex ap ci do rt gh ev su od up im av gr fi ob ry pp'
).split(' ');
