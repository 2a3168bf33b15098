package org.currentcost.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.descriptor.basic.MPartDescriptor;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MGenericTile;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.advanced.MPerspective;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.eclipse.e4.ui.workbench.UIEvents;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.ui.IWorkbench;

/**
 * Where a view opens that has no place yet: in the largest stack of tabs of its perspective, so that it can be read;
 * or, if it is one that stands beside charts, with the others of that kind.
 * <p>
 * The workbench puts a view into the stack that is tagged with the category under which Show View lists it, and tags no
 * stack: so everything would end in the last corner. Here views that stand beside charts have a category of their own,
 * and the tags follow the sizes of the stacks, also in perspectives that the user or a feature has made. UI thread
 * only.
 */
final class ViewPlaces {

    /** The workbench's mark of views among all that it can open. */
    private static final String VIEW = "View";
    /** What a stack counts whose share nobody has set. */
    private static final int USUAL_SHARE = 5000;

    private final MApplication application;
    private final EModelService models;
    /** The category of views that stand beside charts, as people read it. */
    private final String listsBeside = Messages.ViewsBesideCharts;
    /** The categories of all others. */
    private final Set<String> wide;

    private ViewPlaces(MApplication application, EModelService models) {
        this.application = application;
        this.models = models;
        for (var view : application.getDescriptors()) {
            if (ViewIds.isBeside(view.getElementId())) {
                view.setCategory(listsBeside);
            }
        }
        wide = application.getDescriptors().stream().filter(one -> one.getTags().contains(VIEW))
                .map(MPartDescriptor::getCategory)
                .filter(category -> category != null && !category.equals(listsBeside))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Places views until the workbench ends. */
    static void keep(IWorkbench workbench) {
        var application = workbench.getService(MApplication.class);
        var places = new ViewPlaces(application, workbench.getService(EModelService.class));
        var events = workbench.getService(IEventBroker.class);
        for (String topic : List.of(UIEvents.ElementContainer.TOPIC_SELECTEDELEMENT,
                UIEvents.ElementContainer.TOPIC_CHILDREN, UIEvents.UIElement.TOPIC_CONTAINERDATA,
                UIEvents.UIElement.TOPIC_TOBERENDERED, UIEvents.UIElement.TOPIC_VISIBLE)) {
            events.subscribe(topic, event -> places.mark());
        }
        places.mark();
    }

    private void mark() {
        for (var window : application.getChildren()) {
            var perspective = models.getActivePerspective(window);
            if (perspective != null) {
                mark(window, perspective);
            }
        }
    }

    /** A stack of tabs, and its share of the perspective's area. */
    private record Share(MPartStack stack, double area) {

        boolean hasBeside() {
            return seen().anyMatch(child -> ViewIds.isBeside(child.getElementId()));
        }

        /** {@return whether it is a column of lists, in which nothing else can be read however high it is} */
        boolean isBeside() {
            return seen().allMatch(child -> ViewIds.isBeside(child.getElementId()));
        }

        private Stream<? extends MUIElement> seen() {
            return stack.getChildren().stream().filter(MUIElement::isToBeRendered);
        }
    }

    private void mark(MWindow window, MPerspective perspective) {
        var shares = new ArrayList<Share>();
        perspective.getChildren().forEach(child -> collect(child, 1, shares));
        var bySize = Comparator.comparingDouble(Share::area);
        var largest = shares.stream().filter(one -> !one.isBeside()).max(bySize).or(() -> shares.stream().max(bySize))
                .map(Share::stack);
        var beside = shares.stream().filter(Share::hasBeside).filter(one -> largest.get() != one.stack())
                .max(bySize).map(Share::stack).or(() -> largest);
        for (var stack : models.findElements(perspective, null, MPartStack.class)) {
            wide.forEach(category -> tag(stack, category, largest));
            tag(stack, listsBeside, beside);
        }
    }

    private static void tag(MPartStack stack, String category, Optional<MPartStack> wanted) {
        boolean tagged = stack.getTags().contains(category);
        if (wanted.filter(one -> one == stack).isEmpty()) {
            if (tagged) {
                stack.getTags().remove(category);
            }
        } else if (!tagged) {
            stack.getTags().add(category);
        }
    }

    private static void collect(MUIElement element, double area, List<Share> shares) {
        if (element instanceof MPartStack stack) {
            shares.add(new Share(stack, area));
        } else if (element instanceof MGenericTile<?> && element instanceof MElementContainer<?> sashes) {
            var seen = sashes.getChildren().stream().filter(ViewPlaces::isSeen).toList();
            double sum = seen.stream().mapToDouble(ViewPlaces::share).sum();
            seen.forEach(child -> collect(child, area * share(child) / sum, shares));
        }
    }

    private static boolean isSeen(MUIElement element) {
        return element.isToBeRendered() && element.isVisible()
                && !element.getTags().contains(IPresentationEngine.MINIMIZED);
    }

    private static double share(MUIElement element) {
        try {
            return Math.max(1, Integer.parseInt(element.getContainerData()));
        } catch (NumberFormatException e) {
            return USUAL_SHARE;
        }
    }
}
