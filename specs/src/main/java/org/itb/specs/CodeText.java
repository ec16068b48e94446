package org.itb.specs;

import java.util.Arrays;

/**
 * What a compiler reads of a source: its text without comments, and one blank for many. What a test says of the kernel
 * hangs on that alone, so a contract that says more leaves it valid.
 */
final class CodeText {
    private final String code;
    private final int[] lengthBefore;

    private CodeText(String code, int[] lengthBefore) {
        this.code = code;
        this.lengthBefore = lengthBefore;
    }

    static CodeText of(KernelSource.File file) {
        String text = file.text();
        SourceText places = SourceText.of(file);
        boolean[] isComment = new boolean[text.length()];
        for (KernelSource.Comment comment : file.comments()) {
            int begin = places.beginOf(comment);
            Arrays.fill(isComment, begin, Math.min(begin + comment.text().length(), text.length()), true);
        }
        StringBuilder code = new StringBuilder();
        int[] lengthBefore = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            lengthBefore[i] = code.length();
            if (isComment[i] || Character.isWhitespace(text.charAt(i))) {
                if (code.length() > 0 && code.charAt(code.length() - 1) != ' ') {
                    code.append(' ');
                }
            } else {
                code.append(text.charAt(i));
            }
        }
        lengthBefore[text.length()] = code.length();
        return new CodeText(code.toString(), lengthBefore);
    }

    String code() {
        return code;
    }

    /** Where in the code stands what stands there in the text. */
    int placeOf(int offset) {
        return lengthBefore[offset];
    }
}
