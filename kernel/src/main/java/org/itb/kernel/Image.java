package org.itb.kernel;

/**
 * All that a restart must not lose, as words in one order: what bounds the dose, what keeps therapy going, what
 * sounds. Every part of the kernel passes each of its fields through here once, in one method, whichever way the words
 * go: so what is saved and what is restored cannot drift apart (SR-54, K-53).
 *
 * <p>A word that comes back is held to the range that its field has anyway, and if it lay outside, the image is not
 * sound. Where the words are kept between a save and a restart, and that they are the same then, is not its business.
 */
public class Image {
    /** How many words it can hold. */
    public static final int WORD_MAX_COUNT = 2048;
    /** The first word: which fields follow in which order. Whoever changes them raises it. */
    public static final int FORMAT_COUNT = 2;

    /*@ spec_public @*/ private final long[] words;
    /*@ spec_public @*/ private int held;
    /*@ spec_public @*/ private int index;
    /*@ spec_public @*/ private boolean loading;
    /** 0, and 1 as soon as one word did not fit: a number, so that a contract can say that it never falls. */
    /*@ spec_public @*/ private int misfitCount;

    /*+KEY@ accessible \inv: this.*, words[*]; @*/
    /*+KEY@ private invariant words != null && words.length == 2048; @*/
    /*+OPENJML@ public invariant words != null && words.length == 2048; @*/
    /*+KEY@ private invariant 0 <= held && held <= 2048 && 0 <= index && index <= 2048 && 0 <= misfitCount && misfitCount <= 1; @*/
    /*+OPENJML@ public invariant 0 <= held && held <= 2048 && 0 <= index && index <= 2048 && 0 <= misfitCount && misfitCount <= 1; @*/

    /*@ public normal_behavior
      @   ensures held == 0 && index == 0 && !loading && misfitCount == 1 && \fresh(words);
      @   assignable \nothing;
      @*/
    public Image() {
        this.words = new long[WORD_MAX_COUNT];
        this.misfitCount = 1;
    }

    /** The kernel's fields are to go out, over whatever is here. */
    /*@ public normal_behavior
      @   ensures held == 0 && index == 0 && !loading && misfitCount == 0;
      @   assignable held, index, loading, misfitCount;
      @*/
    public void beginSave() {
        held = 0;
        index = 0;
        loading = false;
        misfitCount = 0;
    }

    /** The words that are here are to go into the kernel's fields. */
    /*@ public normal_behavior
      @   ensures held == \old(held) && index == 0 && loading && misfitCount == 0;
      @   assignable index, loading, misfitCount;
      @*/
    public void beginLoad() {
        index = 0;
        loading = true;
        misfitCount = 0;
    }

    /**
     * One field passes. When it is saved its word is noted and the field stays; when it is loaded its word comes
     * back, held to its range. Outside its range, or beyond the end of the words, the image is not sound.
     */
    // [impl->req~SR-54~1]
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires lowest <= highest;
      @   ensures loading ==> lowest <= \result && \result <= highest;
      @   ensures !loading ==> \result == present;
      @   ensures loading == \old(loading) && misfitCount >= \old(misfitCount);
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + 1;
      @   ensures !loading && \old(misfitCount) == 0 && \old(index) < 2048 && lowest <= present && present <= highest ==> misfitCount == 0;
      @   assignable held, index, misfitCount, words[*];
      @*/
    public long word(long present, long lowest, long highest) { return passed(present, lowest, highest); }

    /** One field passes: which word that is, and when the image is sound. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && 0 <= misfitCount && misfitCount <= 1 && lowest <= highest;
      @   ensures !loading && \old(index) < 2048 ==> words[\old(index)] == present;
      @   ensures loading && \old(index) < \old(held) ==> (misfitCount == 0) == (\old(misfitCount) == 0 && lowest <= words[\old(index)] && words[\old(index)] <= highest);
      @   ensures loading && \old(index) < \old(held) && misfitCount == 0 ==> \result == words[\old(index)];
      @   ensures loading && \old(index) >= \old(held) ==> misfitCount == 1;
      @   ensures loading ==> lowest <= \result && \result <= highest;
      @   ensures !loading ==> \result == present && (misfitCount == 0) == (\old(misfitCount) == 0 && \old(index) < 2048 && lowest <= present && present <= highest);
      @   ensures loading == \old(loading) && misfitCount >= \old(misfitCount) && misfitCount <= 1;
      @   ensures index == (\old(index) < 2048 ? \old(index) + 1 : 2048) && held == (loading ? \old(held) : index);
      @   assignable held, index, misfitCount, words[*];
      @*/
    private /*@ helper @*/ long passed(long present, long lowest, long highest) {
        if (loading) { return next(lowest, highest); }
        note(present, lowest, highest);
        return present;
    }

    /** The word that comes next, held to its range; beyond the end there is none, and the image is not sound. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && 0 <= misfitCount && misfitCount <= 1 && lowest <= highest;
      @   ensures lowest <= \result && \result <= highest;
      @   ensures \old(index) < held ==> (misfitCount == 0) == (\old(misfitCount) == 0 && lowest <= words[\old(index)] && words[\old(index)] <= highest);
      @   ensures misfitCount == 0 ==> \old(index) < held && \result == words[\old(index)];
      @   ensures misfitCount >= \old(misfitCount) && misfitCount <= 1;
      @   ensures index == (\old(index) < 2048 ? \old(index) + 1 : 2048);
      @   assignable index, misfitCount;
      @*/
    private /*@ helper @*/ long next(long lowest, long highest) {
        long word = nextWord();
        judge((index < held) & isWithin(word, lowest, highest));
        index = (int) Arithmetic.min(index + 1, WORD_MAX_COUNT);
        return Arithmetic.clamp(word, lowest, highest);
    }

    /** The word that comes next; 0 where there is none. */
    /*@ private normal_behavior
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && 0 <= misfitCount && misfitCount <= 1;
      @   ensures \result == (index < held ? words[index] : 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long nextWord() { return index < held ? words[index] : 0; }

    /** One more word; the image is not sound if it is out of its range, or if there is no place for it. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= misfitCount && misfitCount <= 1;
      @   ensures (misfitCount == 0) == (\old(misfitCount) == 0 && \old(index) < 2048 && lowest <= present && present <= highest);
      @   ensures misfitCount >= \old(misfitCount) && misfitCount <= 1;
      @   ensures index == (\old(index) < 2048 ? \old(index) + 1 : 2048) && held == index;
      @   ensures \old(index) < 2048 ==> words[\old(index)] == present;
      @   ensures (\forall int i; 0 <= i && i < 2048 && i != \old(index); words[i] == \old(words[i]));
      @   assignable held, index, misfitCount, words[*];
      @*/
    private /*@ helper @*/ void note(long present, long lowest, long highest) {
        judge((index < WORD_MAX_COUNT) & isWithin(present, lowest, highest));
        if (index < WORD_MAX_COUNT) {
            words[index] = present;
            index = index + 1;
        }
        held = index;
    }

    /** A word is in its range. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   ensures \result == (lowest <= value && value <= highest);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ boolean isWithin(long value, long lowest, long highest) {
        if (value < lowest) { return false; }
        return value <= highest;
    }

    /** A field of few values passes, as {@link #word}. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires lowest <= highest;
      @   ensures loading ==> lowest <= \result && \result <= highest;
      @   ensures !loading ==> \result == present;
      @   ensures loading == \old(loading) && misfitCount >= \old(misfitCount);
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + 1;
      @   ensures !loading && \old(misfitCount) == 0 && \old(index) < 2048 && lowest <= present && present <= highest ==> misfitCount == 0;
      @   assignable held, index, misfitCount, words[*];
      @*/
    public int number(int present, int lowest, int highest) { return (int) word(present, lowest, highest); }

    /** A flag passes, as the word 0 or 1. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures !loading ==> \result == present;
      @   ensures loading == \old(loading) && misfitCount >= \old(misfitCount);
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + 1;
      @   ensures !loading && \old(misfitCount) == 0 && \old(index) < 2048 ==> misfitCount == 0;
      @   assignable held, index, misfitCount, words[*];
      @*/
    public boolean flag(boolean present) { return word(present ? 1 : 0, 0, 1) == 1; }

    /** Each of many flags passes, as {@link #flag}. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires values != null && values.length <= 128;
      @   ensures loading == \old(loading) && misfitCount >= \old(misfitCount);
      @   ensures !loading ==> (\forall int i; 0 <= i && i < values.length; values[i] == \old(values[i]));
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + values.length;
      @   ensures !loading && \old(misfitCount) == 0 && \old(index) + values.length <= 2048 ==> misfitCount == 0;
      @   assignable values[*], held, index, misfitCount, words[*];
      @*/
    public void flags(boolean[] values) {
        /*@ loop_invariant 0 <= i && i <= values.length && values.length <= 128 && \invariant_for(this);
          @ loop_invariant loading == \old(loading) && misfitCount >= \old(misfitCount);
          @ loop_invariant !loading ==> (\forall int k; 0 <= k && k < values.length; values[k] == \old(values[k]));
          @ loop_invariant misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + i;
          @ loop_invariant !loading && \old(misfitCount) == 0 && \old(index) + i <= 2048 ==> misfitCount == 0;
          @ decreases values.length - i;
          @*/
        /*+KEY@ assignable values[*], held, index, misfitCount, words[*]; @*/
        /*+OPENJML@ loop_assigns i, values[*], held, index, misfitCount, words[*]; @*/
        for (int i = 0; i < values.length; i++) {
            values[i] = flag(values[i]);
        }
    }

    /** Each of many fields of few values passes, as {@link #number}. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires values != null && values.length <= 128 && lowest <= highest;
      @   ensures loading == \old(loading) && misfitCount >= \old(misfitCount);
      @   ensures loading ==> (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest);
      @   ensures !loading ==> (\forall int i; 0 <= i && i < values.length; values[i] == \old(values[i]));
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + values.length;
      @   ensures !loading && \old(misfitCount) == 0 && \old(index) + values.length <= 2048 && (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest) ==> misfitCount == 0;
      @   assignable values[*], held, index, misfitCount, words[*];
      @*/
    public void numbers(int[] values, int lowest, int highest) {
        if (loading) {
            load(values, lowest, highest);
            return;
        }
        save(values, lowest, highest);
    }

    /** The words that come next become the fields, each held to its range. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires loading && values != null && values.length <= 128 && lowest <= highest;
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && 0 <= misfitCount && misfitCount <= 1;
      @   ensures (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest);
      @   ensures 0 <= index && index <= 2048 && misfitCount >= \old(misfitCount) && misfitCount <= 1;
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + values.length;
      @   assignable values[*], index, misfitCount;
      @*/
    private /*@ helper @*/ void load(int[] values, int lowest, int highest) {
        /*@ loop_invariant 0 <= i && i <= values.length && values.length <= 128 && misfitCount >= \old(misfitCount) && misfitCount <= 1;
          @ loop_invariant 0 <= index && index <= 2048 && (misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + i);
          @ loop_invariant (\forall int k; 0 <= k && k < i; lowest <= values[k] && values[k] <= highest);
          @ decreases values.length - i;
          @*/
        /*+KEY@ assignable values[*], index, misfitCount; @*/
        /*+OPENJML@ loop_assigns i, values[*], index, misfitCount; @*/
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) next(lowest, highest);
        }
    }

    /** The fields become the words that follow. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires !loading && values != null && values.length <= 128 && lowest <= highest;
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && 0 <= misfitCount && misfitCount <= 1;
      @   ensures 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && misfitCount >= \old(misfitCount) && misfitCount <= 1;
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + values.length;
      @   ensures \old(misfitCount) == 0 && \old(index) + values.length <= 2048 && (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest) ==> misfitCount == 0;
      @   ensures misfitCount == 0 ==> (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest);
      @   assignable held, index, misfitCount, words[*];
      @*/
    private /*@ helper @*/ void save(int[] values, int lowest, int highest) {
        /*@ ghost int misfit = -1; @*/
        /*@ loop_invariant 0 <= i && i <= values.length && values.length <= 128 && 0 <= held && held <= 2048;
          @ loop_invariant 0 <= index && index <= 2048 && (misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + i);
          @ loop_invariant misfitCount >= \old(misfitCount) && misfitCount <= 1;
          @ loop_invariant -1 <= misfit && misfit < i && (misfit >= 0 ==> values[misfit] < lowest || highest < values[misfit]);
          @ loop_invariant misfit < 0 && \old(misfitCount) == 0 && \old(index) + i <= 2048 ==> misfitCount == 0;
          @ loop_invariant misfitCount == 0 ==> (\forall int k; 0 <= k && k < i; lowest <= values[k] && values[k] <= highest);
          @ decreases values.length - i;
          @*/
        /*+KEY@ assignable held, index, misfitCount, words[*]; @*/
        /*+OPENJML@ loop_assigns i, misfit, held, index, misfitCount, words[*]; @*/
        for (int i = 0; i < values.length; i++) {
            note(valueAt(values, i), lowest, highest);
            /*@ set misfit = values[i] < lowest || highest < values[i] ? i : misfit; @*/
        }
    }

    /*@ private normal_behavior
      @   requires values != null && 0 <= i && i < values.length;
      @   ensures \result == values[i];
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ int valueAt(int[] values, int i) { return values[i]; }

    /** Each of many fields passes, as {@link #word}. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires values != null && values != words && values.length <= 128 && lowest <= highest;
      @   ensures loading == \old(loading) && misfitCount >= \old(misfitCount);
      @   ensures loading ==> (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest);
      @   ensures !loading ==> (\forall int i; 0 <= i && i < values.length; values[i] == \old(values[i]));
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + values.length;
      @   ensures !loading && \old(misfitCount) == 0 && \old(index) + values.length <= 2048 && (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest) ==> misfitCount == 0;
      @   assignable values[*], held, index, misfitCount, words[*];
      @*/
    public void series(long[] values, long lowest, long highest) {
        if (loading) {
            load(values, lowest, highest);
            return;
        }
        save(values, lowest, highest);
    }

    /** The words that come next become the fields, each held to its range. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires loading && values != null && values != words && values.length <= 128 && lowest <= highest;
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && 0 <= misfitCount && misfitCount <= 1;
      @   ensures (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest);
      @   ensures 0 <= index && index <= 2048 && misfitCount >= \old(misfitCount) && misfitCount <= 1;
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + values.length;
      @   assignable values[*], index, misfitCount;
      @*/
    private /*@ helper @*/ void load(long[] values, long lowest, long highest) {
        /*@ loop_invariant 0 <= i && i <= values.length && values.length <= 128 && misfitCount >= \old(misfitCount) && misfitCount <= 1;
          @ loop_invariant 0 <= index && index <= 2048 && (misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + i);
          @ loop_invariant (\forall int k; 0 <= k && k < i; lowest <= values[k] && values[k] <= highest);
          @ decreases values.length - i;
          @*/
        /*+KEY@ assignable values[*], index, misfitCount; @*/
        /*+OPENJML@ loop_assigns i, values[*], index, misfitCount; @*/
        for (int i = 0; i < values.length; i++) {
            values[i] = next(lowest, highest);
        }
    }

    /** The fields become the words that follow. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires !loading && values != null && values != words && values.length <= 128 && lowest <= highest;
      @   requires words != null && words.length == 2048 && 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && 0 <= misfitCount && misfitCount <= 1;
      @   ensures 0 <= index && index <= 2048 && 0 <= held && held <= 2048 && misfitCount >= \old(misfitCount) && misfitCount <= 1;
      @   ensures misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + values.length;
      @   ensures \old(misfitCount) == 0 && \old(index) + values.length <= 2048 && (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest) ==> misfitCount == 0;
      @   ensures misfitCount == 0 ==> (\forall int i; 0 <= i && i < values.length; lowest <= values[i] && values[i] <= highest);
      @   assignable held, index, misfitCount, words[*];
      @*/
    private /*@ helper @*/ void save(long[] values, long lowest, long highest) {
        /*@ ghost int misfit = -1; @*/
        /*@ loop_invariant 0 <= i && i <= values.length && values.length <= 128 && 0 <= held && held <= 2048;
          @ loop_invariant 0 <= index && index <= 2048 && (misfitCount == 0 ==> \old(misfitCount) == 0 && index == \old(index) + i);
          @ loop_invariant misfitCount >= \old(misfitCount) && misfitCount <= 1;
          @ loop_invariant -1 <= misfit && misfit < i && (misfit >= 0 ==> values[misfit] < lowest || highest < values[misfit]);
          @ loop_invariant misfit < 0 && \old(misfitCount) == 0 && \old(index) + i <= 2048 ==> misfitCount == 0;
          @ loop_invariant misfitCount == 0 ==> (\forall int k; 0 <= k && k < i; lowest <= values[k] && values[k] <= highest);
          @ decreases values.length - i;
          @*/
        /*+KEY@ assignable held, index, misfitCount, words[*]; @*/
        /*+OPENJML@ loop_assigns i, misfit, held, index, misfitCount, words[*]; @*/
        for (int i = 0; i < values.length; i++) {
            note(valueAt(values, i), lowest, highest);
            /*@ set misfit = values[i] < lowest || highest < values[i] ? i : misfit; @*/
        }
    }

    /*@ private normal_behavior
      @   requires values != null && 0 <= i && i < values.length;
      @   ensures \result == values[i];
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long valueAt(long[] values, int i) { return values[i]; }

    /** Fields do or do not fit one another. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures misfitCount == (fits ? \old(misfitCount) : 1);
      @   ensures misfitCount >= \old(misfitCount);
      @   assignable misfitCount;
      @*/
    public void require(boolean fits) { judge(fits); }

    /** What does not fit is noted. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   ensures misfitCount == (fits ? \old(misfitCount) : 1);
      @   assignable misfitCount;
      @*/
    private /*@ helper @*/ void judge(boolean fits) {
        if (!fits) { misfitCount = 1; }
    }

    /** Every word was within its range, none was missing, and none is left. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures \result == (misfitCount == 0 && index == held);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isSound() { return (misfitCount == 0) & (index == held); }

    /** The words are to go into the kernel. */
    /*@ public normal_behavior
      @   ensures \result == loading;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isLoading() { return loading; }

    /** Forgets all words. */
    /*@ public normal_behavior
      @   ensures held == 0 && index == 0 && !loading && misfitCount == 1;
      @   assignable held, index, loading, misfitCount;
      @*/
    public void clear() {
        held = 0;
        index = 0;
        loading = false;
        misfitCount = 1;
    }

    /** One more word, from where it was kept. Beyond the last place it is not taken, and the image too long. */
    /*@ public normal_behavior
      @   ensures \old(held) < 2048 ==> held == \old(held) + 1 && words[\old(held)] == value;
      @   ensures \old(held) == 2048 ==> held == 2048;
      @   ensures (\forall int i; 0 <= i && i < 2048 && i != \old(held); words[i] == \old(words[i]));
      @   assignable held, words[*];
      @*/
    public void add(long value) {
        if (held < WORD_MAX_COUNT) {
            words[held] = value;
            held = held + 1;
        }
    }

    /** How many words there are. */
    /*@ public normal_behavior
      @   ensures \result == held && 0 <= \result && \result <= 2048;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int count() { return held; }

    /** A word; 0 where there is none. */
    /*@ public normal_behavior
      @   ensures \result == (0 <= index && index < held ? words[(int) index] : 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long wordAt(long index) {
        if (index < 0) { return 0; }
        if (index >= held) { return 0; }
        return words[(int) index];
    }
}
