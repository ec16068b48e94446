package org.itb.specs;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source as text and as a tree over it: each node knows its range, so that text can be cut and never need be printed. */
final class SourceText {
    private final String text;
    private final int[] lines;
    private final List<Callable> callables = new ArrayList<>();

    /**
     * A method or constructor.
     *
     * @param name as {@link KernelSource.Member} has it
     * @param contract all JML that stands before it and is its own, in order
     */
    record Callable(String name, TypeDeclaration<?> type, CallableDeclaration<?> declaration,
            List<KernelSource.Comment> contract) {
        Optional<BlockStmt> body() {
            return declaration instanceof MethodDeclaration method ? method.getBody()
                    : Optional.of(((ConstructorDeclaration) declaration).getBody());
        }
    }

    private SourceText(String text) {
        this.text = text;
        this.lines = beginsOfLines(text);
    }

    static SourceText of(KernelSource.File file) {
        SourceText source = new SourceText(file.text());
        for (TypeDeclaration<?> type : file.unit().findAll(TypeDeclaration.class)) {
            Position from = type.getName().getEnd().orElseThrow();
            for (BodyDeclaration<?> part : type.getMembers()) {
                if (part instanceof CallableDeclaration<?> callable) {
                    source.callables.add(new Callable(KernelSource.nameOf(type, callable), type, callable,
                            contractOf(file, callable, from)));
                }
                from = part.getEnd().orElseThrow();
            }
        }
        return source;
    }

    /** Comments are left where they are: a tree that owned them could move them. */
    static ParseResult<CompilationUnit> parse(String text) {
        return new JavaParser(new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
                .setAttributeComments(false)).parse(text);
    }

    private static List<KernelSource.Comment> contractOf(KernelSource.File file, CallableDeclaration<?> callable, Position from) {
        Position to = callable.getBegin().orElseThrow();
        return file.comments().stream().filter(comment -> comment.begin().isAfter(from) && comment.begin().isBefore(to)
                && Jml.isJml(comment.text()) && !Jml.isOfClass(comment.text())).toList();
    }

    private static int[] beginsOfLines(String text) {
        List<Integer> begins = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                begins.add(i + 1);
            }
        }
        return begins.stream().mapToInt(Integer::intValue).toArray();
    }

    List<Callable> callables() {
        return callables;
    }

    int beginOf(Node node) {
        return offset(node.getBegin().orElseThrow());
    }

    int endOf(Node node) {
        return offset(node.getEnd().orElseThrow()) + 1;
    }

    int beginOf(KernelSource.Comment comment) {
        return offset(comment.begin());
    }

    private int offset(Position position) {
        return lines[position.line - 1] + position.column - 1;
    }

    String of(Node node) {
        return between(beginOf(node), endOf(node));
    }

    String between(int begin, int end) {
        return text.substring(begin, end);
    }
}
