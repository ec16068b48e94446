package org.itb.harness.kernelrules;

import com.github.javaparser.JavaParser;
import com.github.javaparser.JavaToken;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Position;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One source file: its name, its syntax tree and every comment as it stands in the text. */
record JavaSource(String name, CompilationUnit unit, List<Comment> comments) {

    /** A comment with its markers, just as written. */
    record Comment(String text, Position begin) {
        int line() {
            return begin.line;
        }
    }

    static JavaSource parse(String name, String text) {
        ParserConfiguration configuration = new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
                .setAttributeComments(false);
        ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(text);
        CompilationUnit unit = result.getResult()
                .filter(parsed -> result.isSuccessful())
                .orElseThrow(() -> new IllegalArgumentException(name + ": " + result.getProblems()));
        List<Comment> comments = new ArrayList<>();
        for (JavaToken token : unit.getTokenRange().orElseThrow()) {
            if (token.getCategory().isComment()) {
                comments.add(new Comment(token.getText(), token.getRange().orElseThrow().begin));
            }
        }
        return new JavaSource(name, unit, List.copyOf(comments));
    }

    String at(Node node) {
        return name + ":" + node.getBegin().orElseThrow().line;
    }

    String at(Comment comment) {
        return name + ":" + comment.line();
    }

    /** Lines that carry code: comments, JML and blank lines do not count. */
    int linesOfCode() {
        return linesOfCode(unit);
    }

    static int linesOfCode(Node node) {
        Set<Integer> lines = new TreeSet<>();
        TokenRange tokens = node.getTokenRange().orElseThrow();
        for (JavaToken token : tokens) {
            if (!token.getCategory().isWhitespaceOrComment() && !token.getText().isEmpty()) {
                lines.add(token.getRange().orElseThrow().begin.line);
            }
        }
        return lines.size();
    }

    List<TypeDeclaration<?>> types() {
        List<TypeDeclaration<?>> types = new ArrayList<>();
        unit.walk(node -> {
            if (node instanceof TypeDeclaration<?> type) {
                types.add(type);
            }
        });
        return types;
    }

    /** JML comments that belong to the class itself or to its fields: those that belong to no method. */
    List<Comment> jmlOfType(TypeDeclaration<?> type) {
        List<Comment> result = new ArrayList<>();
        for (Comment comment : comments) {
            if (isWithin(comment, type) && Jml.isJml(comment.text())) {
                result.add(comment);
            }
        }
        for (BodyDeclaration<?> member : type.getMembers()) {
            if (member instanceof TypeDeclaration<?> nested) {
                result.removeIf(comment -> isWithin(comment, nested));
            } else if (member instanceof CallableDeclaration<?> callable) {
                result.removeIf(comment -> isWithin(comment, callable));
            }
        }
        return result;
    }

    private static boolean isWithin(Comment comment, Node node) {
        return comment.begin().isAfter(node.getBegin().orElseThrow())
                && comment.begin().isBefore(node.getEnd().orElseThrow());
    }

    /** JML comments that belong to a method or constructor: after the member before it, up to its own name. */
    List<Comment> contractOf(TypeDeclaration<?> type, CallableDeclaration<?> callable) {
        Position from = type.getName().getEnd().orElseThrow();
        for (BodyDeclaration<?> member : type.getMembers()) {
            Position end = member.getEnd().orElseThrow();
            if (end.isBefore(callable.getBegin().orElseThrow()) && end.isAfter(from)) {
                from = end;
            }
        }
        Position to = callable.getName().getBegin().orElseThrow();
        List<Comment> contract = new ArrayList<>();
        for (Comment comment : comments) {
            if (comment.begin().isAfter(from) && comment.begin().isBefore(to) && Jml.isJml(comment.text())) {
                contract.add(comment);
            }
        }
        return contract;
    }
}
